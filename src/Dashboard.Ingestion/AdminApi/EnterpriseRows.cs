using System.Collections.Immutable;
using System.Text.Json;
using Dashboard.Credits.Vendor;

namespace Dashboard.Ingestion.AdminApi;

/// <summary>Rows of Enterprise Analytics and of the spend limits: one person each.</summary>
internal static class EnterpriseRows
{
    public static void ReadCost(JsonElement json, string path, ImmutableArray<VendorFigure>.Builder rows, ImmutableArray<AdminIssue>.Builder issues)
    {
        var row = new AdminObject(json, path);
        row.RequireUsd("currency");
        var figure = Start(row, VendorReportKind.EnterpriseCost, row.TextOrNull("cost_type"), row.TextOrNull("token_type")) with
        {
            Cost = row.Cents("amount"),
            ListCost = row.CentsOrNull("list_amount"),
        };
        AdminType.Add(row, figure, rows, issues);
    }

    public static void ReadUsage(JsonElement json, string path, ImmutableArray<VendorFigure>.Builder rows, ImmutableArray<AdminIssue>.Builder issues)
    {
        var row = new AdminObject(json, path);
        var figure = Start(row, VendorReportKind.EnterpriseUsage) with
        {
            Tokens = ConsoleRows.TokensOf(row),
            WebSearches = row.Object("server_tool_use", isRequired: false).CountOrNull("web_search_requests") ?? 0,
        };
        AdminType.Add(row, figure, rows, issues);
    }

    public static void ReadLimit(JsonElement json, string path, ImmutableArray<VendorSpendLimit>.Builder rows, ImmutableArray<AdminIssue>.Builder issues)
    {
        var row = new AdminObject(json, path);
        row.RequireUsd("currency");
        var limit = new VendorSpendLimit(
            row.Object("scope", isRequired: true).Text("user_id"),
            row.Object("actor", isRequired: false).EmailOrNull("email_address"),
            row.CentsOrUnlimited("amount"),
            row.Text("period"),
            row.Object("source", isRequired: true).Text("type"),
            row.Cents("period_to_date_spend"));
        AdminType.Add(row, limit, rows, issues);
    }

    private static VendorFigure Start(AdminObject row, VendorReportKind report, params ReadOnlySpan<string?> types)
    {
        var day = row.BucketDay();
        var actor = row.Object("actor", isRequired: true);
        var (id, email) = (actor.TextOrNull("user_id"), actor.EmailOrNull("email"));
        if (id is null && email is null && row.Issue is null)
        {
            actor.Refuse("user_id", "is missing, and so is email");
        }

        return new VendorFigure
        {
            Report = report,
            Day = day,
            Actor = id is not null ? new VendorActor(VendorActorKind.AccountId, id, email) : new VendorActor(VendorActorKind.Email, email ?? "", email),
            Model = row.TextOrNull("model") ?? "",
            Product = row.TextOrNull("product") ?? "",
            Type = AdminType.Join([.. types, row.TextOrNull("context_window"), row.TextOrNull("inference_geo"), row.TextOrNull("speed"), row.TextOrNull("rbac_group_id"), row.TextOrNull("slack_channel_id")]),
            Requests = row.CountOrNull("requests") ?? 0,
        };
    }
}
