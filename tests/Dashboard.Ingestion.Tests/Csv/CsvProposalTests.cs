using System.Text;
using Dashboard.Ingestion.Csv;

namespace Dashboard.Ingestion.Tests.Csv;

public sealed class CsvProposalTests
{
    [Fact]
    public async Task German_headers_times_and_decimal_commas_are_proposed_and_read()
    {
        const string Text = "Datum;Benutzer;Modell;Eingabe-Token;Ausgabe-Token;Kosten (USD);Anfrage-ID\n03.11.2026 09:15:00;a@x.example;claude-opus-5-5;1.234;20;0,4213;r1\n13.11.2026 10:00:00;a@x.example;claude-opus-5-5;12;1.020;1,5;r2\n";

        var (mapping, isKnown, unclear) = await OfAsync(Text);
        var (rows, issues) = Read(Text, mapping);

        Assert.False(isKnown);
        Assert.Empty(unclear);
        Assert.Null(mapping.Problem());
        Assert.Equal(("dd.MM.yyyy HH:mm:ss", true, CsvRowKind.Request), (mapping.TimeFormat, mapping.DecimalComma, mapping.Rows));
        Assert.Equal(
            [CsvField.At, CsvField.User, CsvField.Model, CsvField.InputTokens, CsvField.OutputTokens, CsvField.CostUsd, CsvField.RequestId],
            mapping.Columns.Select(c => c.Field));
        Assert.Empty(issues);
        Assert.Equal([(1_234L, 20L, 421_300_000L), (12L, 1_020L, 1_500_000_000L)], rows.Select(r => (r.Record.Tokens.Input, r.Record.Tokens.Output, r.Record.StatedCost!.Value.Value)));
    }

    [Theory]
    [InlineData("date,utilisateur,modèle,coût\n2026-11-03,a@x.example,m,1.5\n", "At,User,Model,CostUsd", CsvRowKind.Sum)]
    [InlineData("fecha,usuario,modelo,coste\n2026-11-03T08:00:00Z,a@x.example,m,1.5\n", "At,User,Model,CostUsd", CsvRowKind.Request)]
    [InlineData("date,user,model,cost\n2026-11-03T08:00:00Z,a@x.example,m,1.5\n", "At,User,Model,CostUsd", CsvRowKind.Request)]
    [InlineData("Zeitstempel;Mitarbeiter;Modell;Eingabetokens;Ausgabetokens;Sitzung\n2026-11-03 08:00;a;m;1;2;s\n", "At,User,Model,InputTokens,OutputTokens,Session", CsvRowKind.Request)]
    public async Task Common_headers_of_other_languages_are_proposed_and_values_say_what_a_row_is(string text, string fields, CsvRowKind rows)
    {
        var (mapping, _, unclear) = await OfAsync(text);

        Assert.Empty(unclear);
        Assert.Null(mapping.Problem());
        Assert.Equal(fields, string.Join(',', mapping.Columns.Select(c => c.Field)));
        Assert.Equal(rows, mapping.Rows);
    }

    [Theory]
    [InlineData("date,model,cost\n03/04/2026,m,1.5\n", "The times of 'date' (03/04/2026) can be read with the day first or the month first.")]
    [InlineData("date,model,cost\nyesterday,m,1.5\n", "The times of 'date' (yesterday) are in no format that is known.")]
    [InlineData("Datum;Modell;Kosten\n03.11.2026;m;1.234\n", "The numbers of 'Kosten' (1.234) can be read in two ways.")]
    [InlineData("date,model,cost\n2026-11-03,m,\"1,234\"\n", "The numbers of 'cost' (1,234) can be read in two ways.")]
    [InlineData("time;model;cost;input tokens\n2026-11-03T08:00;m;1,5;1\n2026-11-03T08:00;m;1.5;1\n", "The numbers of 'cost' have a decimal comma and those of 'cost' a decimal point.")]
    [InlineData("date,model,cost,amount\n2026-11-03,m,1.5,2.5\n", "Both 'cost' and 'amount' could be the cost.")]
    [InlineData("Datum;Modell;Kosten;Währung\n03.11.2026;m;1,5;EUR\n", "The column 'Währung' says EUR: amounts are read in USD only.")]
    public async Task What_the_columns_leave_open_is_said_and_not_guessed(string text, string sentence)
    {
        var (mapping, _, unclear) = await OfAsync(text);

        Assert.Equal(sentence, Assert.Single(unclear));
        Assert.True(mapping.HasCost || sentence.Contains("EUR", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("date,model,cost\n03/04/2026,m,1.5\n25/04/2026,m,1.5\n", "dd/MM/yyyy")]
    [InlineData("date,model,cost\n03/04/2026,m,1.5\n04/25/2026,m,1.5\n", "MM/dd/yyyy")]
    [InlineData("Datum;Modell;Kosten\n3.4.2026;m;1,5\n", "d.M.yyyy")]
    [InlineData("date,model,cost,amount\n2026/04/03,m,1.5,1.5\n", "yyyy/MM/dd")]
    public async Task One_value_that_can_be_read_in_one_way_only_decides(string text, string format)
    {
        var (mapping, _, unclear) = await OfAsync(text);

        Assert.Empty(unclear);
        Assert.Equal(format, mapping.TimeFormat);
    }

    [Fact]
    public async Task Files_of_one_kind_have_one_name_and_files_of_two_kinds_have_two()
    {
        var october = await OfAsync("id,time,model,cost\n1,2026-10-03T08:00Z,m,1\n");
        var november = await OfAsync("id,time,model,cost\n1,2026-11-03T08:00Z,m,2\n");
        var other = await OfAsync("id,time,model,cost,team\n1,2026-11-03T08:00Z,m,2,t\n");

        Assert.Equal(october.Mapping.Name, november.Mapping.Name);
        Assert.NotEqual(october.Mapping.Name, other.Mapping.Name);
    }

    private static async Task<CsvProposed> OfAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return CsvProposal.Of(await CsvHead.ReadAsync("f.csv", stream, CsvProposal.SampleRows, TestContext.Current.CancellationToken), []);
    }

    private static (List<CsvUsageRow> Rows, List<ParseIssue> Issues) Read(string text, CsvMapping mapping)
    {
        var (rows, issues) = (new List<CsvUsageRow>(), new List<ParseIssue>());
        var now = DateTimeOffset.Parse("2026-11-20T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var reader = new CsvUsageReader(mapping, new FileContext("f.csv", now, "", now), rows.Add, issues.Add);
        reader.Push(Encoding.UTF8.GetBytes(text));
        reader.Complete();
        return (rows, issues);
    }
}
