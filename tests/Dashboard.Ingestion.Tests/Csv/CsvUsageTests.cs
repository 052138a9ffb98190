using System.Text;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Csv;

namespace Dashboard.Ingestion.Tests.Csv;

public sealed class CsvUsageTests
{
    private static readonly long Now = At("2026-11-20T12:00:00Z");

    [Fact]
    public void Columns_are_proposed_by_their_names_and_read()
    {
        var (rows, issues, mapping) = Read("Timestamp,E-mail,Model,Input tokens,Output tokens,Cache read tokens,Request ID,Session,cwd\n2026-11-03T09:00:00+01:00,Lena@Example.com,claude-opus-5-5,12,640,24000,req_1,s1,/home/lena/app\n");

        var row = Assert.Single(rows);
        Assert.Empty(issues);
        Assert.Equal(CsvRowKind.Request, mapping.Rows);
        Assert.Equal(2, row.Line);
        Assert.Equal((At("2026-11-03T08:00:00Z"), "lena@example.com", "claude-opus-5-5", "req_1", "s1", "app"), (row.Record.OccurredAtMs, row.Record.SeatEmail, row.Record.Model, row.Record.RequestId, row.Record.Session, row.Record.Project));
        Assert.Equal(new TokenCounts(12, 640, 0, 0, 24000), row.Record.Tokens);
        Assert.Equal(UsageIdKind.Request, UsageIdentity.KindOf(row.Record));
    }

    [Fact]
    public void The_vendors_spend_report_is_sums_by_its_gross_amounts_on_a_day_that_somebody_gives()
    {
        var text = "user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,total_net_spend_usd,total_gross_spend_usd\n"
            + "a@x.example,1,Claude Code,claude-opus-5-5,3,1000,200,1.5,2.00\nb@x.example,2,Claude Code,claude-opus-5-5,3,1000,200,1.5,2.00\n";
        var proposed = Proposed(text);
        Assert.Equal("No column says when it happened. Choose one, or give a day for all rows.", proposed.Problem());

        var (rows, issues, _) = Read(text, proposed with { Day = new DateOnly(2026, 10, 31) });

        Assert.Empty(issues);
        Assert.Equal(["a@x.example", "b@x.example"], rows.Select(r => r.Record.SeatEmail));
        Assert.All(rows, r => Assert.Equal(Nanodollars.FromUsd(2), r.Record.AuthoritativeCost));
        Assert.NotEqual(UsageIdentity.PrimaryOf(rows[0].Record), UsageIdentity.PrimaryOf(rows[1].Record));
    }

    [Fact]
    public void Cursor_names_requests_and_says_Included_where_there_is_no_amount()
    {
        var (rows, issues, mapping) = Read(
            "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"
            + "\"2026-10-28T11:05:01.123Z\",\"a@x.example\",\"Included\",\"claude-4.5-sonnet\",\"No\",\"100\",\"20\",\"3000\",\"40\",\"3160\",\"Included\"\n"
            + "\"2026-10-28T11:06:01.123Z\",\"a@x.example\",\"On-Demand\",\"claude-4.5-sonnet\",\"Yes\",\"100\",\"20\",\"3000\",\"40\",\"3160\",\"$0.07\"\n");

        Assert.Empty(issues);
        Assert.Equal("Cursor usage", mapping.Name);
        Assert.Equal(new TokenCounts(20, 40, 100, 0, 3000), rows[0].Record.Tokens);
        Assert.Null(rows[0].Record.AuthoritativeCost);
        Assert.Equal(new Nanodollars(70_000_000), rows[1].Record.AuthoritativeCost);
        Assert.Equal(("Cursor", "On-Demand"), (rows[1].Record.App, rows[1].Record.Tags!["Kind"]));
    }

    [Fact]
    public void Copilot_names_sums_of_a_day()
    {
        var (rows, issues, mapping) = Read(
            "date,username,product,sku,model,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount,exceeds_quota,total_monthly_quota,organization,cost_center_name\n"
            + "2026-10-28,octo,copilot,copilot_premium_request,Claude Sonnet 4.5,3,requests,0.04,0.12,0.00,0.12,False,300,acme,\n"
            + "2026-10-28,cat,copilot,copilot_premium_request,Claude Sonnet 4.5,3,requests,0.04,0.12,0.00,0.12,False,300,acme,\n");

        Assert.Empty(issues);
        Assert.Equal(("Copilot premium requests", CsvRowKind.Sum), (mapping.Name, mapping.Rows));
        Assert.Equal(2, rows.Select(r => UsageIdentity.PrimaryOf(r.Record)).Distinct().Count());
        Assert.Equal(new Nanodollars(120_000_000), rows[0].Record.AuthoritativeCost);
    }

    [Theory]
    [InlineData("2026-03-29 02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25 02:30:00", "2026-10-25T00:30:00Z")]
    [InlineData("2026-11-03 09:00:00", "2026-11-03T08:00:00Z")]
    [InlineData("2026-11-03T09:00:00Z", "2026-11-03T09:00:00Z")]
    [InlineData("2026-11-03 09:00:00 UTC", "2026-11-03T09:00:00Z")]
    [InlineData("2026-11-03 09:00:00.5+02:00", "2026-11-03T07:00:00.5Z")]
    [InlineData("1762160400", "2025-11-03T09:00:00Z")]
    [InlineData("1762160400123", "2025-11-03T09:00:00.123Z")]
    [InlineData("2026-11-03", "2026-11-02T23:00:00Z")]
    public void A_time_without_a_zone_is_in_the_zone_of_the_mapping(string text, string instant)
    {
        Assert.Equal(At(instant), CsvTime.Read(text, CsvTime.Auto, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), out _));
    }

    [Theory]
    [InlineData("03.11.2026 09:00", "dd.MM.yyyy HH:mm", "2026-11-03T09:00:00Z")]
    [InlineData("11/3/2026 9:00:05 PM", "M/d/yyyy h:mm:ss tt", "2026-11-03T21:00:05Z")]
    [InlineData("03.11.2026", "dd.MM.yyyy", "2026-11-03T00:00:00Z")]
    public void A_time_is_read_by_the_format_that_was_chosen(string text, string format, string instant)
    {
        Assert.True(CsvTime.IsFormat(format));
        Assert.Equal(At(instant), CsvTime.Read(text, format, TimeZoneInfo.Utc, out _));
    }

    [Theory]
    [InlineData("0.5", false, 500_000_000L)]
    [InlineData("$1,234.50", false, 1_234_500_000_000L)]
    [InlineData("1.234,50", true, 1_234_500_000_000L)]
    [InlineData("0,5", true, 500_000_000L)]
    [InlineData("7.5e-05", false, 75_000L)]
    public void An_amount_is_read_exactly_and_a_comma_is_decimal_only_when_the_mapping_says_so(string text, bool decimalComma, long nano)
    {
        var (rows, issues, _) = Read($"at;model;cost\n2026-11-03T09:00:00Z;m;{text}\n", Costs with { DecimalComma = decimalComma });

        Assert.Empty(issues);
        Assert.Equal(nano, Assert.Single(rows).Record.AuthoritativeCost!.Value.Value);
    }

    [Theory]
    [InlineData("2026-11-03T09:00:00Z;m;1,234")]
    [InlineData("2026-11-03T09:00:00Z;m;0,5")]
    [InlineData("2026-11-03T09:00:00Z;m;-1")]
    [InlineData("2026-11-03T09:00:00Z;m;12 EUR")]
    [InlineData("2026-11-03T09:00:00Z;m;1000001")]
    [InlineData("2026-11-03T09:00:00Z;m;")]
    [InlineData("2026-11-23T09:00:00Z;m;1")]
    [InlineData("3.11.2026;m;1")]
    [InlineData("2026-11-03;m;1")]
    [InlineData(";m;1")]
    [InlineData("2026-11-03T09:00:00Z;m;1;more")]
    public void A_row_that_cannot_be_used_or_could_mean_two_things_is_named_and_the_others_are_read(string line)
    {
        var (rows, issues, _) = Read($"at;model;cost\n2026-11-03T08:00:00Z;m;1\n{line}\n2026-11-03T10:00:00Z;m;1\n", Costs);

        Assert.Equal([2L, 4], rows.Select(r => r.Line));
        Assert.Equal(3, Assert.Single(issues).Line);
    }

    [Fact]
    public void Without_an_id_the_same_time_session_model_and_tokens_are_one_request()
    {
        var (rows, _, _) = Read("at,user,model,inputTokens,outputTokens\n2026-11-03T08:00:00Z,a@x.example,m,1,2\n2026-11-03T08:00:00Z,a@x.example,m,1,2\n2026-11-03T08:00:00Z,a@x.example,m,1,3\n");

        Assert.Equal(2, rows.Select(r => UsageIdentity.PrimaryOf(r.Record)).Distinct().Count());
    }

    [Fact]
    public void An_id_of_the_files_own_counts_within_the_name_of_its_mapping()
    {
        const string Text = "at,id,model,outputTokens\n2026-11-03T08:00:00Z,7,m,1\n";

        var (one, _, _) = Read(Text, Proposed(Text) with { Name = "One" });
        var (same, _, _) = Read(Text, Proposed(Text) with { Name = "One" });
        var (other, _, _) = Read(Text, Proposed(Text) with { Name = "Other" });

        Assert.Equal(UsageIdentity.PrimaryOf(one[0].Record), UsageIdentity.PrimaryOf(same[0].Record));
        Assert.NotEqual(UsageIdentity.PrimaryOf(one[0].Record), UsageIdentity.PrimaryOf(other[0].Record));
    }

    [Fact]
    public void Our_own_export_states_identities_and_its_remainders_are_left_to_their_results()
    {
        var (rows, issues, mapping) = Read(
            "at,identity,statedSeat,model,session,outputTokens,reportedCostUsd\n"
            + "2026-11-03T08:00:00Z,message:0123456789abcdef01234567,'=a@x.example,m,s,5,\n"
            + "2026-11-03T08:00:00Z,remainder:0123456789abcdef,,m,s,5,0.5\n");

        Assert.Equal("Own usage export", mapping.Name);
        Assert.Equal(new IdentityHash(0x01234567, 0x89abcdef01234567), Assert.Single(rows).Stated);
        Assert.Equal(("", "=a@x.example"), (rows[0].Record.MessageId, rows[0].Record.SeatEmail));
        Assert.Equal(3, Assert.Single(issues).Line);
    }

    [Fact]
    public void A_saved_mapping_is_used_again_when_the_headers_match_and_survives_as_JSON()
    {
        var saved = Costs with { Name = "Ours", Zone = "Europe/Berlin", DecimalComma = true, Columns = [new("wann", CsvField.At), new("betrag", CsvField.CostUsd), new("modell", CsvField.Model)] };
        var again = CsvMapping.Parse(saved.ToJson(), out var reason);

        Assert.Equal("", reason);
        Assert.Equal(saved.ToJson(), again!.ToJson());
        Assert.Equal("Ours", CsvProposal.Of(["Wann", "Betrag", "Modell", "Rest"], [saved]).Name);
        Assert.StartsWith("New mapping ", CsvProposal.Of(["Wann", "Betrag"], [saved]).Name, StringComparison.Ordinal);
        Assert.Equal(("auto", "UTC"), CsvMapping.Parse("""{"name":"x","columns":[{"header":"a","field":"At"},{"header":"b","field":"CostUsd"}]}""", out reason) is { } plain ? (plain.TimeFormat, plain.Zone) : default);
        Assert.All((string[])["{}", "null", "[]", """{"name":null,"columns":[]}""", """{"name":"x","columns":[null]}""", """{"name":"x"}""", """{"name":"x","columns":[{}]}"""], bad => Assert.Null(CsvMapping.Parse(bad, out _)));
        Assert.Null(CsvMapping.Parse("""{"name":"x","columns":[{"header":"a","field":"Nonsense"}]}""", out reason));
        Assert.NotEqual("", reason);
        Assert.StartsWith("This is a ledger", CsvProposal.Refusal(["seat", "account", "cycleStart", "cycleEnd", "granted", "consumed", "available"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_the_columns_of_its_mapping_is_not_read_at_all()
    {
        var (rows, issues, _) = Read("at;model;price\n2026-11-03T08:00:00Z;m;1\n", Costs);

        Assert.Empty(rows);
        Assert.Equal("The file has no column 'cost'. Nothing of it was read.", Assert.Single(issues).Reason);
    }

    [Fact]
    public void A_file_of_20_MB_is_read_while_one_row_is_held()
    {
        var counted = 0L;
        var total = 0L;
        var reader = new CsvUsageReader(Proposed("at,model,outputTokens,requestId\n"), Context, _ => counted++, _ => Assert.Fail("no issue"));
        reader.Push("at,model,outputTokens,requestId\n"u8);
        var line = 0;
        while (total < 20 << 20)
        {
            var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(_ => $"2026-11-03T08:00:00Z,claude-opus-5-5,{(line % 1000) + 1},req_{line++}\n")));
            reader.Push(piece);
            total += piece.Length;

            // Nothing waits: every row that is whole was given before the next piece came.
            Assert.Equal(line, counted);
        }

        reader.Complete();
        Assert.Equal(line, reader.Rows);
        Assert.InRange(reader.MostHeld, 1, 256 * 1024);
    }

    private static CsvMapping Costs => new() { Name = "Costs", Columns = [new("at", CsvField.At), new("model", CsvField.Model), new("cost", CsvField.CostUsd)], CostCounts = true };

    private static FileContext Context => new("f.csv", Now, "", Now);

    private static CsvMapping Proposed(string text) => CsvProposal.Of(CsvHeaders.Of(text[..text.IndexOf('\n', StringComparison.Ordinal)].Split(',')), []);

    private static (List<CsvUsageRow> Rows, List<ParseIssue> Issues, CsvMapping Mapping) Read(string text, CsvMapping? mapping = null)
    {
        mapping ??= Proposed(text);
        var rows = new List<CsvUsageRow>();
        var issues = new List<ParseIssue>();
        var reader = new CsvUsageReader(mapping, Context, rows.Add, issues.Add);
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(7))
        {
            reader.Push(piece);
        }

        reader.Complete();
        return (rows, issues, mapping);
    }

    private static long At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
