using System.Text.Json.Nodes;
using Dashboard.Credits.Money;
using Dashboard.Credits.Vendor;

namespace Dashboard.Web.Tests.Vendor;

/// <summary>Rows as the vendor's API states them.</summary>
internal static class VendorRows
{
    public static Task EnterpriseAsync(VendorPlace place, int people)
    {
        place.Stub.RefreshedAt = place.Clock.GetUtcNow().AddHours(-4);
        place.Stub.Rows[VendorReportKind.EnterpriseCost] = [.. Enumerable.Range(0, people).Select(p => (place.Today.AddDays(-1), AdminApiStub.Cost($"p{p}@example.test", "100")))];
        return Task.CompletedTask;
    }

    public static Nanodollars Cents(string text) => Usd.TryParseCents(System.Text.Encoding.UTF8.GetBytes(text), out var amount) ? amount : throw new FormatException(text);

    public static JsonObject ClaudeCode(string email, int cents) => new()
    {
        ["actor"] = new JsonObject { ["type"] = "user_actor", ["email_address"] = email },
        ["customer_type"] = "api",
        ["is_remote"] = false,
        ["terminal_type"] = "iTerm.app",
        ["model_breakdown"] = new JsonArray(new JsonObject
        {
            ["model"] = "claude-opus-4-8",
            ["tokens"] = new JsonObject { ["input"] = 1, ["output"] = 2, ["cache_read"] = 3, ["cache_creation"] = 4 },
            ["estimated_cost"] = new JsonObject { ["amount"] = cents, ["currency"] = "USD" },
        }),
    };

    public static JsonObject Usage() => new()
    {
        ["account_id"] = "user_9",
        ["model"] = "claude-opus-4-6",
        ["uncached_input_tokens"] = 1,
        ["output_tokens"] = 2,
        ["cache_read_input_tokens"] = 3,
        ["cache_creation"] = new JsonObject { ["ephemeral_5m_input_tokens"] = 4, ["ephemeral_1h_input_tokens"] = 5 },
    };

    public static JsonObject UsageOf(string email)
    {
        var row = Usage();
        row["actor"] = new JsonObject { ["type"] = "user_actor", ["user_id"] = "user_9", ["email"] = email };
        return row;
    }

    public static JsonObject Limit(string user, string? amount, string spent) => new()
    {
        ["scope"] = new JsonObject { ["type"] = "user", ["user_id"] = user },
        ["amount"] = amount,
        ["currency"] = "USD",
        ["period"] = "monthly",
        ["source"] = new JsonObject { ["type"] = "seat_tier" },
        ["period_to_date_spend"] = spent,
    };
}
