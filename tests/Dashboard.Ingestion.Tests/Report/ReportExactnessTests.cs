using System.Text.Json;

namespace Dashboard.Ingestion.Tests.Report;

public sealed class ReportExactnessTests
{
    [Theory]
    [InlineData("team-sessions")]
    [InlineData("claude-p-2.1.17")]
    [InlineData("sidechains-in-main")]
    [InlineData("no-ids")]
    [InlineData("sdk-cli-2.1.263")]
    public async Task A_transcript_folder_equals_what_was_computed_without_the_product(string folder)
    {
        var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Fixtures.PathOf("expected.json"), TestContext.Current.CancellationToken)).RootElement.GetProperty(folder);

        var report = await Fixtures.ReportAsync(Fixtures.PathOf("transcripts", folder));

        AssertEqual(expected, report.GetProperty("totals"));
        foreach (var model in expected.GetProperty("byModel").EnumerateObject())
        {
            var row = report.GetProperty("models").EnumerateArray().Single(m => m.GetProperty("key").GetString() == model.Name);
            Assert.Equal(model.Value.GetProperty("messages").GetInt64(), row.GetProperty("events").GetInt64());
            Assert.Equal(model.Value.GetProperty("usd").GetString(), row.GetProperty("costUsd").GetString());
        }

        Assert.Equal(expected.GetProperty("byModel").EnumerateObject().Count(), report.GetProperty("models").GetArrayLength());
        Assert.Empty(report.GetProperty("issues").EnumerateArray());
    }

    [Theory]
    [InlineData("claude-code-2.1.197", "transcripts")]
    [InlineData("claude-code-2.1.197", "results")]
    [InlineData("claude-code-2.1.197", "transcripts", "results")]
    [InlineData("claude-code-2.1.197", "results", "transcripts")]
    [InlineData("claude-code-2.1.197", "")]
    [InlineData("claude-agent-sdk-0.3.328", "transcripts")]
    [InlineData("claude-agent-sdk-0.3.328", "results")]
    [InlineData("claude-agent-sdk-0.3.328", "transcripts", "results")]
    [InlineData("claude-agent-sdk-0.3.328", "")]
    public async Task The_vendors_client_is_counted_once_from_transcripts_results_or_both(string client, params string[] folders)
    {
        var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Fixtures.PathOf("clients", client, "expected.json"), TestContext.Current.CancellationToken)).RootElement.GetProperty("transcripts");

        var report = await Fixtures.ReportAsync([.. folders.Select(f => Fixtures.PathOf("clients", client, f))]);

        var totals = report.GetProperty("totals");
        Assert.Equal(expected.GetProperty("usd").GetString(), totals.GetProperty("costUsd").GetString());
        Assert.Equal(expected.GetProperty("messages").GetInt64(), totals.GetProperty("events").GetInt64());
        Assert.Equal(expected.GetProperty("output").GetInt64(), totals.GetProperty("outputTokens").GetInt64());
        Assert.Equal(expected.GetProperty("unpriced").EnumerateObject().Sum(u => u.Value.GetInt64()), totals.GetProperty("unpricedEvents").GetInt64());
        if (folders[0] != "results")
        {
            AssertEqual(expected, totals);
        }
    }

    [Theory]
    [InlineData("result_error_max_budget.json", "0.0779")]
    [InlineData("result_error_max_turns.json", "1.4020935")]
    [InlineData("result_fable_5_1_costBasis.json", "0.3996375")]
    [InlineData("result_opus5_1m.json", "0.1443")]
    [InlineData("stream_2.1.207_haiku_success.ndjson", "0.0205089")]
    [InlineData("", "2.0444399")]
    public async Task Results_quoted_in_public_cost_what_they_say(string file, string usd)
    {
        var report = await Fixtures.ReportAsync(Fixtures.PathOf("results", file));

        Assert.Equal(usd, report.GetProperty("totals").GetProperty("costUsd").GetString());
        Assert.Empty(report.GetProperty("issues").EnumerateArray());
    }

    [Fact]
    public async Task The_same_files_twice_change_nothing()
    {
        var once = Fixtures.PathOf("clients", "claude-agent-sdk-0.3.328");
        var copy = Directory.CreateTempSubdirectory("copy").FullName;
        foreach (var file in Directory.EnumerateFiles(once, "*.jsonl", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(copy, $"{Guid.CreateVersion7()}.jsonl"));
        }

        var report = await Fixtures.ReportAsync(once, copy);

        Assert.Equal("0.2450745", report.GetProperty("totals").GetProperty("costUsd").GetString());
        Assert.Equal(14, report.GetProperty("totals").GetProperty("events").GetInt64());
        Directory.Delete(copy, recursive: true);
    }

    [Theory]
    [InlineData("day")]
    [InlineData("month")]
    [InlineData("model")]
    [InlineData("session")]
    [InlineData("project")]
    [InlineData("pool")]
    public async Task Rows_of_every_grouping_sum_to_the_total(string by)
    {
        var report = await Fixtures.ReportAsync(Fixtures.Root, "--by", by);

        foreach (var field in new[] { "events", "inputTokens", "outputTokens", "cacheReadTokens", "unpricedEvents" })
        {
            Assert.Equal(
                report.GetProperty("totals").GetProperty(field).GetInt64(),
                report.GetProperty("rows").EnumerateArray().Sum(r => r.GetProperty(field).GetInt64()));
        }

        Assert.Equal(
            decimal.Parse(report.GetProperty("totals").GetProperty("costUsd").GetString()!),
            report.GetProperty("rows").EnumerateArray().Sum(r => decimal.Parse(r.GetProperty("costUsd").GetString()!)));
    }

    [Fact]
    public async Task A_day_is_a_day_of_the_zone_asked_for()
    {
        var path = await AFileAsync(Reading.ALine().Replace("09:00:01", "23:30:00"));

        Assert.Equal("2026-11-03", Key(await Fixtures.ReportAsync(path)));
        Assert.Equal("2026-11-04", Key(await Fixtures.ReportAsync(path, "--tz", "Europe/Berlin")));
        Assert.Equal("2026-11", Key(await Fixtures.ReportAsync(path, "--by", "month")));
    }

    [Fact]
    public async Task Since_is_included_and_until_is_not()
    {
        var path = await AFileAsync(Reading.ALine().Replace("09:00:01", "00:00:00"));

        Assert.Equal(1, Events(await Fixtures.ReportAsync(path, "--since", "2026-11-03")));
        Assert.Equal(0, Events(await Fixtures.ReportAsync(path, "--since", "2026-11-04")));
        Assert.Equal(0, Events(await Fixtures.ReportAsync(path, "--until", "2026-11-03")));
        Assert.Equal(1, Events(await Fixtures.ReportAsync(path, "--until", "2026-11-04")));
        Assert.Equal(0, Events(await Fixtures.ReportAsync(path, "--since", "2026-11-03", "--tz", "America/New_York")));
    }

    [Theory]
    [InlineData("report")]
    [InlineData("report", "no-such-path")]
    [InlineData("report", ".", "--by", "hour")]
    [InlineData("report", ".", "--by", "1")]
    [InlineData("report", ".", "--tz", "Nowhere")]
    [InlineData("report", ".", "--since", "yesterday")]
    [InlineData("report", ".", "--format")]
    public async Task A_wrong_call_is_refused_with_a_sentence(params string[] args)
    {
        var (exit, output, error) = await Fixtures.RunAsync(args);

        Assert.Equal(2, exit);
        Assert.Equal("", output);
        Assert.EndsWith("`dashboard report --help` explains.\n", error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_table_states_the_total_and_what_has_no_price()
    {
        var (_, output, _) = await Fixtures.RunAsync("report", Fixtures.PathOf("clients", "claude-agent-sdk-0.3.328", "transcripts"));

        Assert.Contains("0.2450745", output);
        Assert.Contains("Without a price, and not in the amount: 1.", output);
    }

    private static void AssertEqual(JsonElement expected, JsonElement totals)
    {
        Assert.Equal(expected.GetProperty("messages").GetInt64(), totals.GetProperty("events").GetInt64());
        Assert.Equal(expected.GetProperty("input").GetInt64(), totals.GetProperty("inputTokens").GetInt64());
        Assert.Equal(expected.GetProperty("output").GetInt64(), totals.GetProperty("outputTokens").GetInt64());
        Assert.Equal(expected.GetProperty("cacheWrite5m").GetInt64(), totals.GetProperty("cacheWrite5mTokens").GetInt64());
        Assert.Equal(expected.GetProperty("cacheWrite1h").GetInt64(), totals.GetProperty("cacheWrite1hTokens").GetInt64());
        Assert.Equal(expected.GetProperty("cacheRead").GetInt64(), totals.GetProperty("cacheReadTokens").GetInt64());
        Assert.Equal(expected.GetProperty("usd").GetString(), totals.GetProperty("costUsd").GetString());
    }

    private static async Task<string> AFileAsync(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("report").FullName, "t.jsonl");
        await File.WriteAllTextAsync(path, text + "\n", TestContext.Current.CancellationToken);
        return path;
    }

    private static string? Key(JsonElement report) => report.GetProperty("rows")[0].GetProperty("key").GetString();

    private static long Events(JsonElement report) => report.GetProperty("totals").GetProperty("events").GetInt64();
}
