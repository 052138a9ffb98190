using Dashboard.Credits.Usage;
using Dashboard.Storage.Writes;

namespace Dashboard.Ingestion.Tests.Import;

public sealed class ImportTests
{
    [Theory]
    [InlineData("transcripts")]
    [InlineData("results")]
    [InlineData("clients")]
    public async Task What_is_imported_adds_up_to_the_report_and_importing_again_opens_nothing(string folder)
    {
        using var place = new Place();
        var path = Fixtures.PathOf(folder);

        var (exit, first, error) = await place.ImportAsync(path);
        var totals = await place.TotalsAsync();
        var (_, again, _) = await place.ImportAsync(path, "--quiet");

        Assert.Equal("", error);
        Assert.Equal(0, exit);
        Assert.Equal(await StoredTotals.OfReportAsync(path), totals);
        Assert.DoesNotContain(" 0 accepted", first, StringComparison.Ordinal);
        Assert.Contains(" 0 found:", again, StringComparison.Ordinal);
        var files = again.Split(' ')[0];
        Assert.StartsWith($"{files} files, {files} unchanged", again, StringComparison.Ordinal);
        Assert.Equal(totals, await place.TotalsAsync());
    }

    [Fact]
    public async Task A_cut_last_line_is_read_once_the_file_has_grown()
    {
        using var place = new Place();
        var whole = Place.Line("a") + Place.Line("b");
        var path = place.Write("t.jsonl", whole[..^30]);

        var (_, first, _) = await place.ImportAsync(path);
        var before = await place.TotalsAsync();
        await File.WriteAllTextAsync(path, whole + Place.Line("c"));
        var (_, second, _) = await place.ImportAsync(path);

        Assert.Contains("not whole yet", first, StringComparison.Ordinal);
        Assert.Equal(1, before.Events);
        Assert.Contains("2 found: 2 accepted", second, StringComparison.Ordinal);
        Assert.Equal(3, (await place.TotalsAsync()).Events);
    }

    [Fact]
    public async Task A_grown_file_is_read_from_where_it_grew_and_a_rewritten_one_from_its_start()
    {
        using var place = new Place();
        var path = place.Write("t.jsonl", Place.Line("a"), Place.Line("b"));
        await place.ImportAsync(path);

        await File.AppendAllTextAsync(path, Place.Line("c"));
        var (_, grown, _) = await place.ImportAsync(path);
        place.Write("t.jsonl", Place.Line("x"), Place.Line("y"), Place.Line("z"), Place.Line("w"));
        var (_, rewritten, _) = await place.ImportAsync(path);
        place.Write("t.jsonl", Place.Line("q"));
        var (_, truncated, _) = await place.ImportAsync(path);

        Assert.Contains("1 found: 1 accepted", grown, StringComparison.Ordinal);
        Assert.Contains("4 found: 4 accepted", rewritten, StringComparison.Ordinal);
        Assert.Contains("1 found: 1 accepted", truncated, StringComparison.Ordinal);
        Assert.Equal(8, (await place.TotalsAsync()).Events);
    }

    [Fact]
    public async Task A_file_that_is_overwritten_in_place_with_its_size_and_time_is_read_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is asked when a file was changed.");
        using var place = new Place();
        var path = place.Write("t.jsonl", Place.Line("a"), Place.Line("b"), Place.Line("last", 7, new string('s', 600)));
        var time = File.GetLastWriteTimeUtc(path);
        await place.ImportAsync(path);

        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Place.Line("x") + Place.Line("y")));
        }

        File.SetLastWriteTimeUtc(path, time);
        var (_, changed, _) = await place.ImportAsync(path);
        var (_, again, _) = await place.ImportAsync(path);

        Assert.Contains("3 found: 2 accepted, 0 updated, 1 duplicate", changed, StringComparison.Ordinal);
        Assert.Contains("1 files, 1 unchanged", again, StringComparison.Ordinal);
        Assert.Equal(5, (await place.TotalsAsync()).Events);
    }

    [Fact]
    public async Task Unchanged_files_are_seen_at_a_glance_when_the_seat_and_the_pool_are_those_that_were_decided()
    {
        using var place = new Place();
        var path = place.Write("t.jsonl", Place.Line("a"));
        await place.ImportAsync(path, "--source", "s", "--seat", "jane@example.com", "--pool", "programmatic");

        Assert.NotNull(FileMarks.Glance(place.Data, "s"));
        Assert.NotNull(FileMarks.Glance(place.Data, "s", " Jane@example.com ", Pool.Programmatic));
        Assert.Null(FileMarks.Glance(place.Data, "s", null, Pool.Interactive));
        Assert.Null(FileMarks.Glance(place.Data, "other", null, Pool.Interactive));
        Assert.Contains("1 unchanged", (await place.ImportAsync(path, "--source", "s", "--seat", "jane@example.com", "--pool", "programmatic")).Output, StringComparison.Ordinal);
        Assert.Contains("has another pool already", (await place.ImportAsync(path, "--source", "s", "--pool", "interactive")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_file_in_many_pieces_counts_every_line_once()
    {
        using var place = new Place();
        var path = place.Write("large.jsonl", [.. Enumerable.Range(0, 25_000).Select(i => Place.Line($"m{i}", i % 700, $"s{i / 100}", i))]);

        var (exit, output, _) = await place.ImportAsync(path);

        Assert.Equal(0, exit);
        Assert.Contains("25000 found: 25000 accepted, 0 updated, 0 duplicate, 0 superseded, 0 rejected", output, StringComparison.Ordinal);
        Assert.Equal(await StoredTotals.OfReportAsync(path), await place.TotalsAsync());
    }

    [Fact]
    public async Task What_cannot_be_used_is_listed_with_its_line_and_costs_nothing_else()
    {
        using var place = new Place();
        place.Write("t.jsonl", Place.Line("a"), "{\"type\":\"assistant\", broken\n", "plain text\n", Place.Line("b"));
        place.Write("other.jsonl", "hello\n", "world\n");

        var (exit, output, _) = await place.ImportAsync(place.Files);

        Assert.Equal(0, exit);
        Assert.Contains("t.jsonl:2: The line is not valid JSON.", output, StringComparison.Ordinal);
        Assert.Contains("t.jsonl:3: The line is not a JSON object.", output, StringComparison.Ordinal);
        Assert.Contains("other.jsonl:1: ", output, StringComparison.Ordinal);
        Assert.Equal(2, (await place.TotalsAsync()).Events);
    }

    [Fact]
    public async Task A_line_from_the_future_is_listed_with_its_line_and_costs_nothing_else()
    {
        using var place = new Place();
        var path = place.Write("t.jsonl", Place.Line("a"), Place.Line("b").Replace("2026-11-20T", "2097-11-20T", StringComparison.Ordinal), Place.Line("c"));

        var (exit, output, _) = await place.ImportAsync(path);

        Assert.Equal(0, exit);
        Assert.Matches("t.jsonl:2: It is dated more than [0-9]+ days ahead of now.", output);
        Assert.Contains("2 accepted, 0 updated, 0 duplicate, 0 superseded, 1 rejected", output, StringComparison.Ordinal);
        Assert.Equal(2, (await place.TotalsAsync()).Events);
    }

    [Fact]
    public async Task Nothing_of_a_path_or_text_of_a_person_is_in_the_database()
    {
        using var place = new Place();
        var path = place.Write("t.jsonl", Place.Line("a"));

        await place.ImportAsync(path);

        var bytes = string.Concat(Directory.EnumerateFiles(place.Data, "drawdown.db*").Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("shop", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("classified", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(place.Files, bytes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("import", "/no/such/path")]
    [InlineData("import", "--pool", "free", ".")]
    public async Task A_wrong_call_is_told_and_exits_with_2(params string[] args)
    {
        var (exit, _, error) = await Fixtures.RunAsync(args);

        Assert.Equal(2, exit);
        Assert.NotEqual("", error);
    }
}
