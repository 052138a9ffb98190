using System.Collections.Immutable;
using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;

namespace Dashboard.Ingestion.AdminApi;

/// <summary>Rows of the Usage and Cost API of a Console organisation: buckets of one day, each with its results.</summary>
internal static class ConsoleRows
{
    public static void ReadUsage(JsonElement json, string path, ImmutableArray<VendorFigure>.Builder rows, ImmutableArray<AdminIssue>.Builder issues) =>
        ReadBucket(json, path, rows, issues, (row, day) => new VendorFigure
        {
            Report = VendorReportKind.MessagesUsage,
            Day = day,
            Actor = ActorOf(row, out var others),
            Model = row.TextOrNull("model") ?? "",
            Type = AdminType.Join([.. others, row.TextOrNull("service_tier"), row.TextOrNull("context_window"), row.TextOrNull("inference_geo"), row.TextOrNull("speed")]),
            Tokens = TokensOf(row),
            WebSearches = row.Object("server_tool_use", isRequired: false).CountOrNull("web_search_requests") ?? 0,
        });

    public static void ReadCost(JsonElement json, string path, ImmutableArray<VendorFigure>.Builder rows, ImmutableArray<AdminIssue>.Builder issues) =>
        ReadBucket(json, path, rows, issues, (row, day) =>
        {
            row.RequireUsd("currency");
            return new VendorFigure
            {
                Report = VendorReportKind.Cost,
                Day = day,
                Actor = row.TextOrNull("workspace_id") is { } workspace ? new VendorActor(VendorActorKind.Workspace, workspace, Workspace: workspace) : VendorActor.Nobody,
                Model = row.TextOrNull("model") ?? "",
                Type = AdminType.Join(
                    row.TextOrNull("cost_type"), row.TextOrNull("token_type"), row.TextOrNull("service_tier"), row.TextOrNull("context_window"), row.TextOrNull("inference_geo"), row.TextOrNull("description")),
                Cost = row.Cents("amount"),
            };
        });

    /// <summary>Tokens by the names that Console and Enterprise reports share.</summary>
    public static TokenCounts TokensOf(AdminObject row)
    {
        var writes = row.Object("cache_creation", isRequired: false);
        return new TokenCounts(
            row.Count("uncached_input_tokens"),
            row.Count("output_tokens"),
            writes.CountOrNull("ephemeral_5m_input_tokens") ?? 0,
            writes.CountOrNull("ephemeral_1h_input_tokens") ?? 0,
            row.Count("cache_read_input_tokens"));
    }

    private static void ReadBucket(
        JsonElement json, string path, ImmutableArray<VendorFigure>.Builder rows, ImmutableArray<AdminIssue>.Builder issues, Func<AdminObject, DateOnly, VendorFigure> read)
    {
        var bucket = new AdminObject(json, path);
        var day = bucket.BucketDay();
        var results = bucket.List("results").ToList();
        if (bucket.Issue is { } issue)
        {
            issues.Add(issue);
            return;
        }

        foreach (var (result, place) in results)
        {
            var row = new AdminObject(result, place);
            AdminType.Add(row, read(row, day), rows, issues);
        }
    }

    /// <summary>The narrowest name is the actor; the wider ones tell rows apart.</summary>
    private static VendorActor ActorOf(AdminObject row, out string?[] others)
    {
        var account = row.TextOrNull("account_id") ?? row.TextOrNull("service_account_id");
        var (key, workspace) = (row.TextOrNull("api_key_id"), row.TextOrNull("workspace_id"));
        var actor = account is not null ? new VendorActor(VendorActorKind.AccountId, account, null, key, workspace)
            : key is not null ? new VendorActor(VendorActorKind.ApiKey, key, null, key, workspace)
            : workspace is not null ? new VendorActor(VendorActorKind.Workspace, workspace, Workspace: workspace)
            : VendorActor.Nobody;
        others = [account is null ? null : row.TextOrNull("service_account_id"), account is null ? null : key, account is null && key is null ? null : workspace];
        return actor;
    }
}
