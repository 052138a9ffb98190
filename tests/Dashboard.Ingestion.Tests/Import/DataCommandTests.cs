using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Ingestion.Tests.Import;

public sealed class DataCommandTests
{
    [Fact]
    public async Task A_backup_restores_the_same_totals_and_never_replaces_a_database_without_being_told()
    {
        using var place = new Place();
        place.Write("t.jsonl", Place.Line("a"), Place.Line("b"));
        await place.ImportAsync(place.Files);
        var before = await place.TotalsAsync();
        var backup = Path.Combine(place.Files, "copy.db");

        var (saved, _, _) = await Fixtures.RunAsync("backup", backup, "--data", place.Data);
        place.Write("more.jsonl", Place.Line("c"));
        await place.ImportAsync(place.Files);
        var (refused, _, why) = await Fixtures.RunAsync("restore", backup, "--data", place.Data);
        var between = await place.TotalsAsync();
        var (restored, _, _) = await Fixtures.RunAsync("restore", backup, "--force", "--data", place.Data);

        Assert.Equal((0, 1, 0), (saved, refused, restored));
        Assert.Contains("--force", why, StringComparison.Ordinal);
        Assert.Equal(3, between.Events);
        Assert.Equal(before, await place.TotalsAsync());
    }

    [Fact]
    public async Task The_doctor_finds_nothing_in_what_was_imported()
    {
        using var place = new Place();
        await place.ImportAsync(Fixtures.PathOf("clients"));

        var (looked, said, _) = await Fixtures.RunAsync("doctor", "--data", place.Data);
        var (rebuilt, _, _) = await Fixtures.RunAsync("doctor", "--rebuild", "--data", place.Data);
        var (missing, _, _) = await Fixtures.RunAsync("doctor", "--data", Path.Combine(place.Files, "nowhere"));

        Assert.Equal((0, 0, 1), (looked, rebuilt, missing));
        Assert.Contains("0 did not hold", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_names_what_was_edited_in_the_audit_trail()
    {
        using var place = new Place();
        await place.ImportAsync(Fixtures.PathOf("clients"), "--seat", "jane@example.com");

        var (whole, head, _) = await Fixtures.RunAsync("doctor", "--audit", "--data", place.Data);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(place.Data, "drawdown.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var edit = connection.CreateCommand();
            edit.CommandText = "DROP TRIGGER audit_detail_erase_only; UPDATE audit_detail SET after = '{}' WHERE sequence = 2";
            await edit.ExecuteNonQueryAsync();
        }

        var (edited, said, _) = await Fixtures.RunAsync("doctor", "--audit", "--data", place.Data);

        Assert.Equal((0, 1), (whole, edited));
        Assert.Contains(" audit entries verified, 0 broken", head, StringComparison.Ordinal);
        Assert.Matches("Entry [0-9]+ has the hash [0-9a-f]{64}\\.", head);
        Assert.StartsWith("broken: details of entry 2: before, after, reason, address and salt are not those that were written.", said, StringComparison.Ordinal);
        Assert.Contains("broken: trigger audit_detail_erase_only: is missing or switched off.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_erased_by_the_tool_and_the_trail_stays_whole()
    {
        using var place = new Place();
        await DecideAsync(place, new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)), new SeatAdded(-1, "jane@example.com", "Jane Roe", "pro", null, null, 1, new DateOnly(2026, 1, 1)));
        place.Write("t.jsonl", Place.Line("a"));
        await place.ImportAsync(place.Files, "--seat", "jane@example.com");

        var (tooSoon, _, first) = await Fixtures.RunAsync("erase", "jane@example.com", "--reason", "left", "--data", place.Data);
        await DecideAsync(place, new SeatEnded(1, new DateOnly(2026, 2, 1)));
        var (erased, said, _) = await Fixtures.RunAsync("erase", "Jane@example.com", "--reason", "left", "--data", place.Data);
        var (whole, _, _) = await Fixtures.RunAsync("doctor", "--audit", "--data", place.Data);
        var (_, events, _) = await Fixtures.RunAsync("export", "usage", "--data", place.Data);
        var (called, _, _) = await Fixtures.RunAsync("erase", "jane@example.com", "--data", place.Data);

        Assert.Equal((1, 0, 0, 2), (tooSoon, erased, whole, called));
        Assert.Contains("End the seat first", first, StringComparison.Ordinal);
        Assert.Contains("@erased.invalid stands in", said, StringComparison.Ordinal);
        Assert.Contains("@erased.invalid,", events, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", events, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_export_holds_every_event_with_its_exact_cost_and_no_formula()
    {
        using var place = new Place();
        place.Write("t.jsonl", Place.Line("a"), Place.Line("b").Replace("\"s1\"", "\"=HYPERLINK(1)\"", StringComparison.Ordinal));
        await place.ImportAsync(place.Files, "--seat", "jane@example.com", "--pool", "programmatic");

        var (exit, csv, _) = await Fixtures.RunAsync("export", "usage", "--data", place.Data);
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        // 1,000 × 5 + 100 × 25 + 5,000 × 0.5 USD a million tokens.
        Assert.Equal(0, exit);
        Assert.Equal(3, lines.Length);
        Assert.EndsWith(",jane@example.com,import jane@example.com,s1,claude-opus-4-8,programmatic,,shop,1000,100,0,0,5000,0,0.01,,message:" + Convert.ToHexStringLower(UsageIdentity.Hash(UsageIdKind.Message, "msg-a").ToBytes()) + ",yes,,,,,,no", lines[1], StringComparison.Ordinal);
        Assert.Contains(",'=HYPERLINK(1),", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seats_of_a_file_are_added_all_or_none_and_take_the_usage_that_waits_for_them()
    {
        using var place = new Place();
        var usage = place.Write("t.jsonl", Place.Line("a"));
        await place.ImportAsync(usage, "--seat", "jane@example.com");
        var wrong = place.Write("wrong.csv", "email,name,plan\njane@example.com,Jane,max-5x\nnobody,No One,max-5x\n");
        var right = place.Write("right.csv", "email,name,plan\njane@example.com,Jane,max-5x\n");

        var (early, _, _) = await Fixtures.RunAsync("import", "--seats", right, "--data", place.Data);
        await CreateOrganisationAsync(place);
        var (refused, _, why) = await Fixtures.RunAsync("import", "--seats", wrong, "--data", place.Data);
        var (added, _, error) = await Fixtures.RunAsync("import", "--seats", right, "--data", place.Data);
        var (_, csv, _) = await Fixtures.RunAsync("export", "usage", "--data", place.Data);

        Assert.Equal("", error);
        Assert.Equal((1, 1, 0), (early, refused, added));
        Assert.Contains("wrong.csv:3:", why, StringComparison.Ordinal);
        Assert.Contains(",jane@example.com,jane@example.com,import jane@example.com,", csv, StringComparison.Ordinal);
    }

    private static async Task CreateOrganisationAsync(Place place)
    {
        await using var database = await Database.OpenAsync(DatabaseOptions.InDirectory(place.Data), TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.IsType<AppendResult.Appended>(await database.Decisions.AppendAsync([new NewDecision(new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)), now)], "test", now));
    }

    private static async Task DecideAsync(Place place, params DecisionBody[] bodies)
    {
        await using var database = await Database.OpenAsync(DatabaseOptions.InDirectory(place.Data), TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.IsType<AppendResult.Appended>(await database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, now))], "test", now));
    }
}
