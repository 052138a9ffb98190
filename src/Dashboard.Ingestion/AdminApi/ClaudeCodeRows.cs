using System.Collections.Immutable;
using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;

namespace Dashboard.Ingestion.AdminApi;

/// <summary>Rows of Claude Code Analytics: one person or API key, day and terminal, with a part per model.</summary>
internal static class ClaudeCodeRows
{
    public static void Read(JsonElement json, string path, ImmutableArray<VendorFigure>.Builder rows, ImmutableArray<AdminIssue>.Builder issues)
    {
        var row = new AdminObject(json, path);
        var day = row.Day("date");
        var actor = ActorOf(row.Object("actor", isRequired: true));
        var type = AdminType.Join(
            row.TextOrNull("customer_type"), row.TextOrNull("subscription_type"), row.FlagOrNull("is_remote") == true ? "remote" : "local", row.TextOrNull("terminal_type"));
        var parts = row.List("model_breakdown").ToList();
        if (row.Issue is { } issue)
        {
            issues.Add(issue);
            return;
        }

        foreach (var (part, place) in parts)
        {
            var model = new AdminObject(part, place);
            var tokens = model.Object("tokens", isRequired: true);
            var cost = model.Object("estimated_cost", isRequired: true);
            var figure = new VendorFigure
            {
                Report = VendorReportKind.ClaudeCode,
                Day = day,
                Actor = actor,
                Model = model.Text("model"),
                Product = "claude_code",
                Type = type,
                Tokens = new TokenCounts(tokens.Count("input"), tokens.Count("output"), tokens.Count("cache_creation"), 0, tokens.Count("cache_read")),
                Cost = cost.Cents("amount"),
            };
            cost.RequireUsd("currency");
            AdminType.Add(model, figure, rows, issues);
        }
    }

    private static VendorActor ActorOf(AdminObject actor)
    {
        switch (actor.Text("type"))
        {
            case "user_actor" when actor.EmailOrNull("email_address") is { } email:
                return new VendorActor(VendorActorKind.Email, email, email);
            case "user_actor":
                actor.Refuse("email_address", "is missing");
                return VendorActor.Nobody;
            case "api_actor":
                var key = actor.Text("api_key_name");
                return new VendorActor(VendorActorKind.ApiKey, key, ApiKey: key);
            default:
                actor.Refuse("type", "is neither user_actor nor api_actor");
                return VendorActor.Nobody;
        }
    }
}
