using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;
using Dashboard.Ingestion.AdminApi;

namespace Dashboard.Ingestion.Tests.AdminApi;

/// <summary>The documented example answers, and what may go wrong with them.</summary>
public sealed class AdminPageReaderTests
{
    [Fact]
    public void A_row_of_Claude_Code_is_one_figure_a_model_in_cents()
    {
        var page = AdminPageReader.ReadReport(VendorReportKind.ClaudeCode, File.ReadAllBytes(Fixtures.PathOf("admin-api", "usage_report_retrieve_claude_code.json")));

        Assert.Empty(page.Issues);
        Assert.True(page is { IsReadable: true, HasMore: true, NextPage: "page_MjAyNS0wNS0xNFQwMDowMDowMFo=", RefreshedAtMs: null });
        Assert.Equal(["claude-opus-4-8", "claude-sonnet-5"], page.Rows.Select(r => r.Model));
        Assert.Equal([Nanodollars.FromCents(186), Nanodollars.FromCents(42)], page.Rows.Select(r => r.Cost!.Value));
        Assert.Equal(new TokenCounts(45_230, 12_450, 2_340, 0, 8_790), page.Rows[0].Tokens);
        Assert.All(page.Rows, r => Assert.Equal(new VendorActor(VendorActorKind.Email, "user@emaildomain.com", "user@emaildomain.com"), r.Actor));
        Assert.All(page.Rows, r => Assert.Equal((new DateOnly(2025, 8, 8), "claude_code", "api/enterprise/local/iTerm.app"), (r.Day, r.Product, r.Type)));
    }

    [Fact]
    public void Usage_of_the_messages_API_belongs_to_the_narrowest_name_and_keeps_the_wider_ones()
    {
        var page = AdminPageReader.ReadReport(VendorReportKind.MessagesUsage, File.ReadAllBytes(Fixtures.PathOf("admin-api", "usage_report_retrieve_messages.json")));

        var row = Assert.Single(page.Rows);
        Assert.Empty(page.Issues);
        Assert.Equal(new VendorActor(VendorActorKind.AccountId, "user_01WCz1FkmYMm4gnmykNKUu3Q", null, "apikey_01Rj2N8SVvo6BePZj99NhmiT", "wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ"), row.Actor);
        Assert.Equal("svac_01Hk3R9TWxq7CfQak00OiVw4/apikey_01Rj2N8SVvo6BePZj99NhmiT/wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ/standard/0-200k/global", row.Type);
        Assert.Equal((new TokenCounts(1_500, 500, 500, 1_000, 200), 10L, (Nanodollars?)null), (row.Tokens, row.WebSearches, row.Cost));
    }

    [Fact]
    public void A_row_of_the_cost_report_is_exact_to_the_last_digit()
    {
        var page = AdminPageReader.ReadReport(VendorReportKind.Cost, File.ReadAllBytes(Fixtures.PathOf("admin-api", "cost_report_retrieve.json")));

        var row = Assert.Single(page.Rows);
        Assert.Empty(page.Issues);
        Assert.Equal("1.2378912", Usd.Format(row.Cost!.Value));
        Assert.Equal((VendorActorKind.Workspace, "wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ"), (row.Actor.Kind, row.Actor.Id));
        Assert.Equal("tokens/uncached_input_tokens/standard/0-200k/global/Claude Sonnet 4 Usage - Input Tokens", row.Type);
    }

    [Theory]
    [InlineData("analytics_cost_list_by_user.json", VendorReportKind.EnterpriseCost)]
    [InlineData("analytics_usage_list_by_user.json", VendorReportKind.EnterpriseUsage)]
    public void The_examples_of_Enterprise_Analytics_hold_placeholders_and_are_refused_with_the_field_named(string file, VendorReportKind report)
    {
        // Their days begin and end at one instant of an afternoon of 2019, and the next page is called next_page.
        var page = AdminPageReader.ReadReport(report, File.ReadAllBytes(Fixtures.PathOf("admin-api", file)));

        Assert.Empty(page.Rows);
        Assert.False(page.IsReadable);
        Assert.Equal(
            [new AdminIssue("data[0].starting_at", "is not the start of a UTC day"), new AdminIssue("next_page", "is a placeholder")],
            page.Issues);
    }

    [Fact]
    public void Enterprise_rows_with_a_day_are_read_with_cost_list_cost_tokens_and_the_instant_of_the_figures()
    {
        var cost = AdminPageReader.ReadReport(VendorReportKind.EnterpriseCost, Day("analytics_cost_list_by_user.json"));
        var usage = AdminPageReader.ReadReport(VendorReportKind.EnterpriseUsage, Day("analytics_usage_list_by_user.json"));

        Assert.Empty(cost.Issues);
        Assert.Empty(usage.Issues);
        var paid = Assert.Single(cost.Rows);
        var used = Assert.Single(usage.Rows);
        Assert.Equal(("412.8", "516", 128L), (Usd.Format(paid.Cost!.Value), Usd.Format(paid.ListCost!.Value), paid.Requests));
        Assert.Equal(new TokenCounts(1_284_500, 891_000, 500, 1_000, 3_200_000), used.Tokens);
        Assert.Equal(new VendorActor(VendorActorKind.AccountId, "user_01AbCdEfGhIjKlMnOpQrSt", "jane@example.com"), paid.Actor);
        Assert.Equal(1_793_772_000_000, cost.RefreshedAtMs);
        Assert.StartsWith("code_execution/cache_creation.ephemeral_1h_input_tokens/0-200k/global/fast/", paid.Type, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"412.500000\"", "4.125")]
    [InlineData("\"0.0000001\"", "0.000000001")]
    [InlineData("\"0.00000005\"", "0")]
    [InlineData("\"0.00000015\"", "0.000000002")]
    [InlineData("186", "1.86")]
    [InlineData("7.5e-05", "0.00000075")]
    [InlineData("99999999.9999999", "999999.999999999")]
    public void Cents_are_digits_and_never_a_floating_number(string amount, string usd)
    {
        var page = AdminPageReader.ReadReport(VendorReportKind.EnterpriseCost, Day("analytics_cost_list_by_user.json", r => r["amount"] = JsonNode.Parse(amount)));

        Assert.Equal(usd, Usd.Format(Assert.Single(page.Rows).Cost!.Value));
    }

    [Theory]
    [InlineData("amount", "\"-1\"", "data[0].amount", "is negative")]
    [InlineData("amount", "\"100000000.1\"", "data[0].amount", "is above a million dollars")]
    [InlineData("amount", "\"NaN\"", "data[0].amount", "is not a decimal number of cents")]
    [InlineData("amount", "\"<amount>\"", "data[0].amount", "is not a decimal number of cents")]
    [InlineData("amount", "null", "data[0].amount", "is missing")]
    [InlineData("amount", "{}", "data[0].amount", "is not a decimal number of cents")]
    [InlineData("currency", "\"EUR\"", "data[0].currency", "is not USD")]
    [InlineData("model", "\"string\"", "data[0].model", "is a placeholder")]
    [InlineData("model", "7", "data[0].model", "is not a text")]
    [InlineData("product", "\"product\"", "data[0].product", "is a placeholder")]
    [InlineData("requests", "-1", "data[0].requests", "is not a whole number from 0 to 10^12")]
    [InlineData("requests", "1.5", "data[0].requests", "is not a whole number from 0 to 10^12")]
    [InlineData("starting_at", "\"yesterday\"", "data[0].starting_at", "is not an instant")]
    [InlineData("starting_at", "\"2026-11-03T09:00:00Z\"", "data[0].starting_at", "is not the start of a UTC day")]
    [InlineData("ending_at", "\"2026-11-05T00:00:00Z\"", "data[0].ending_at", "is not one day after starting_at")]
    [InlineData("actor", "\"jane\"", "data[0].actor", "is not an object")]
    [InlineData("actor", "{\"email\":\"nobody\"}", "data[0].actor.email", "is not an e-mail address")]
    [InlineData("actor", "{}", "data[0].actor.user_id", "is missing, and so is email")]
    public void What_does_not_fit_is_refused_with_its_field_and_costs_no_other_row(string field, string value, string named, string reason)
    {
        var body = JsonNode.Parse(Day("analytics_cost_list_by_user.json"))!;
        var data = body["data"]!.AsArray();
        var good = data[0]!.DeepClone();
        data[0]![field] = JsonNode.Parse(value);
        data.Add(good);
        var page = AdminPageReader.ReadReport(VendorReportKind.EnterpriseCost, Encoding.UTF8.GetBytes(body.ToJsonString()));

        Assert.Equal(new AdminIssue(named, reason), Assert.Single(page.Issues));
        Assert.Equal("412.8", Usd.Format(Assert.Single(page.Rows).Cost!.Value));
        Assert.True(page.IsReadable);
    }

    [Fact]
    public void One_bad_model_of_a_person_costs_no_other_model()
    {
        var body = JsonNode.Parse(File.ReadAllBytes(Fixtures.PathOf("admin-api", "usage_report_retrieve_claude_code.json")))!;
        body["data"]![0]!["model_breakdown"]![0]!["estimated_cost"]!["currency"] = "EUR";
        var page = AdminPageReader.ReadReport(VendorReportKind.ClaudeCode, Encoding.UTF8.GetBytes(body.ToJsonString()));

        Assert.Equal("claude-sonnet-5", Assert.Single(page.Rows).Model);
        Assert.Equal("data[0].model_breakdown[0].estimated_cost.currency", Assert.Single(page.Issues).Field);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{", "")]
    [InlineData("{}", "data")]
    [InlineData("{\"data\":{},\"has_more\":false}", "data")]
    [InlineData("{\"data\":[]}", "has_more")]
    [InlineData("{\"data\":[],\"has_more\":true,\"next_page\":null}", "next_page")]
    [InlineData("{\"data\":[],\"has_more\":false,\"data_refreshed_at\":\"soon\"}", "data_refreshed_at")]
    public void An_answer_that_is_no_such_page_is_told_and_concludes_nothing(string body, string field)
    {
        var page = AdminPageReader.ReadReport(VendorReportKind.EnterpriseCost, Encoding.UTF8.GetBytes(body));

        Assert.False(page.IsReadable);
        Assert.Equal(field, Assert.Single(page.Issues).Field);
    }

    [Fact]
    public void Spend_limits_tell_unlimited_from_none_at_all()
    {
        const string body = """
            {"data":[
              {"scope":{"type":"user","user_id":"user_1"},"actor":{"email_address":"Li@Example.test"},"amount":"50000","currency":"USD","period":"monthly","source":{"type":"seat_tier"},"period_to_date_spend":"31402.5"},
              {"scope":{"type":"user","user_id":"user_2"},"actor":{"email_address":null},"amount":null,"currency":"USD","period":"monthly","source":{"type":"organization"},"period_to_date_spend":"0"},
              {"scope":{"type":"user","user_id":"user_3"},"amount":"0","currency":"USD","period":"daily","source":{"type":"user"},"period_to_date_spend":"0"},
              {"scope":{"type":"user","user_id":"user_4"},"currency":"USD","period":"monthly","source":{"type":"user"},"period_to_date_spend":"0"}],
             "has_more":false,"next_page":null}
            """;
        var page = AdminPageReader.ReadSpendLimits(Encoding.UTF8.GetBytes(body));

        Assert.Equal(
            [
                new VendorSpendLimit("user_1", "li@example.test", Nanodollars.FromUsd(500), "monthly", "seat_tier", Nanodollars.FromCents(31_402) + new Nanodollars(5_000_000)),
                new VendorSpendLimit("user_2", null, null, "monthly", "organization", Nanodollars.Zero),
                new VendorSpendLimit("user_3", null, Nanodollars.Zero, "daily", "user", Nanodollars.Zero),
            ],
            page.Rows);
        Assert.Equal(new AdminIssue("data[3].amount", "is missing"), Assert.Single(page.Issues));
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var random = new Random(7);
        foreach (var file in Directory.GetFiles(Fixtures.PathOf("admin-api"), "*.json"))
        {
            var original = File.ReadAllBytes(file);
            for (var i = 0; i < 300; i++)
            {
                var bytes = (byte[])original.Clone();
                for (var j = random.Next(1, 6); j > 0; j--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "{}[]\",:-0e"[random.Next(10)]);
                }

                var cut = bytes.AsMemory(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length);
                foreach (var report in Enum.GetValues<VendorReportKind>())
                {
                    Read(AdminPageReader.ReadReport(report, cut));
                }

                Read(AdminPageReader.ReadSpendLimits(cut));
            }
        }

        static void Read<T>(AdminPage<T> page) => Assert.True(page.IsReadable || page.Issues.Length > 0);
    }

    /// <summary>A documented example, with a real day, and as the only page.</summary>
    private static byte[] Day(string file, Action<JsonNode>? change = null)
    {
        var body = JsonNode.Parse(File.ReadAllBytes(Fixtures.PathOf("admin-api", file)))!;
        var row = body["data"]![0]!;
        (row["starting_at"], row["ending_at"]) = ("2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z");
        (body["has_more"], body["next_page"], body["data_refreshed_at"]) = (false, null, "2026-11-04T06:00:00Z");
        change?.Invoke(row);
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
