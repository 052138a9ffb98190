using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Doctor;
using Dashboard.TestKit;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class DoctorTests
{
    [Theory, BothDatabases]
    public async Task A_database_written_by_the_writer_is_healthy(DatabaseProvider provider)
    {
        await using var test = await FilledAsync(provider);

        var report = await UsageDoctor.CheckAsync(test.Database);

        Assert.Empty(report.Findings);
        Assert.True(report.Checked.Length > 10);
    }

    [Theory, BothDatabases]
    public async Task A_corrupted_roll_up_is_found_and_rebuilt(DatabaseProvider provider)
    {
        await using var test = await FilledAsync(provider);
        var before = await test.ContentsAsync();
        foreach (var table in (string[])["rollup_seat_day", "rollup_org_day", "rollup_detail", "rollup_session"])
        {
            await test.QueryAsync($"UPDATE {table} SET cost_nano = cost_nano + 1 WHERE events = (SELECT MAX(events) FROM {table})");

            var found = await UsageDoctor.CheckAsync(test.Database);
            Assert.Contains(found.Findings, f => f.Invariant.StartsWith(table, StringComparison.Ordinal));
            Assert.NotEqual(before, await test.ContentsAsync());

            var rebuilt = await UsageDoctor.RebuildAsync(test.Database);
            Assert.NotEmpty(rebuilt.Findings);
            Assert.Empty(rebuilt.Left);
            Assert.Equal(before, await test.ContentsAsync());
        }
    }

    [Theory, BothDatabases]
    public async Task A_missing_roll_up_row_is_found(DatabaseProvider provider)
    {
        await using var test = await FilledAsync(provider);
        await test.QueryAsync("DELETE FROM rollup_org_day WHERE day = (SELECT MIN(day) FROM rollup_org_day)");

        var report = await UsageDoctor.CheckAsync(test.Database);

        Assert.Equal(2, report.Findings.Length);
    }

    [Theory, BothDatabases]
    public async Task One_message_seen_weeks_apart_is_found_as_two_events_and_becomes_one(DatabaseProvider provider)
    {
        await using var test = await FilledAsync(provider);
        await test.WriteAsync(Message("far", Noon, output: 5));
        await WriteAsBeforeAsync(test, Message("far", Noon + (40 * Day), output: 500));
        var events = await test.NumberAsync("SELECT COUNT(*) FROM usage_event");

        var report = await UsageDoctor.CheckAsync(test.Database);
        Assert.Contains(report.Findings, f => f.Invariant.StartsWith("One identity", StringComparison.Ordinal));

        var rebuilt = await UsageDoctor.RebuildAsync(test.Database);

        Assert.Empty(rebuilt.Left);
        Assert.Equal(events - 1, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
        Assert.Equal([$"500|{Noon}"], await test.QueryAsync("SELECT output_tokens, occurred_at_ms FROM usage_event WHERE output_tokens = 500"));
        Assert.Equal(2, (await test.WriteAsync(Message("far", Noon, output: 5), Message("far", Noon + (40 * Day), output: 500))).Duplicate);
    }

    [Theory, BothDatabases]
    public async Task A_tampered_remainder_and_a_key_of_no_event_are_found_and_repaired(DatabaseProvider provider)
    {
        await using var test = await FilledAsync(provider);
        var before = await test.ContentsAsync();
        await test.QueryAsync("UPDATE usage_event SET cost_nano = cost_nano + 7 WHERE id = (SELECT MIN(event_id) FROM run_remainder)");
        await test.QueryAsync("INSERT INTO usage_identity (key, event_id) SELECT " + (provider == DatabaseProvider.Sqlite ? "x'00000000000000000000000000000001'" : "'\\x00000000000000000000000000000001'::bytea") + ", 999999");

        var report = await UsageDoctor.CheckAsync(test.Database);
        var rebuilt = await UsageDoctor.RebuildAsync(test.Database);

        Assert.Contains(report.Findings, f => f.Invariant.StartsWith("Remainders", StringComparison.Ordinal));
        Assert.Contains(report.Findings, f => f.Invariant.StartsWith("Every identity key", StringComparison.Ordinal));
        Assert.Empty(rebuilt.Left);
        Assert.Equal(before, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_round_joins_what_is_one_event_keeps_its_result_and_repairs_nothing_else(DatabaseProvider provider)
    {
        await using var test = await FilledAsync(provider);
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Noon + (41 * Day)));
        await test.WriteAsync(Message("far", Noon, output: 5));
        await WriteAsBeforeAsync(test, Message("far", Noon + (40 * Day), output: 500));
        await test.WriteAsync(Message("both", Noon, output: 5), Message("both", Noon + (40 * Day), output: 500));
        Assert.Null(await DoctorRounds.LastAsync(test.Database));

        var first = await DoctorRounds.RunAsync(test.Database, time);
        var afterwards = await test.ContentsAsync();
        await test.QueryAsync("UPDATE rollup_org_day SET cost_nano = cost_nano + 1 WHERE day = (SELECT MIN(day) FROM rollup_org_day)");
        var second = await DoctorRounds.RunAsync(test.Database, time);
        var kept = await DoctorRounds.LastAsync(test.Database);
        await UsageDoctor.RebuildAsync(test.Database);

        Assert.Equal((2L, 0), (first.Joined, first.Findings.Length));
        Assert.Equal((0L, 2), (second.Joined, second.Findings.Length));
        Assert.Equal(second.Findings.Select(f => (f.Invariant, f.Count)), kept!.Findings.Select(f => (f.Invariant, f.Count)));
        Assert.Equal((second.StartedAtMs, second.Checked), (kept.StartedAtMs, kept.Checked));
        Assert.Equal(afterwards, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task An_event_that_is_whose_nobody_decided_is_found_and_given_back(DatabaseProvider provider)
    {
        await using var test = await FilledAsync(provider);
        var log = test.Database.Decisions;
        var (ada, bob) = (await log.AddSeatAsync("ada@example.org", "Ada", Noon), await log.AddSeatAsync("bob@example.org", "Bob", Noon));
        await log.AssignSeatAsync(test.SourceId, ada, Noon + (Day / 2), "owner", Noon, preview: false);
        await log.AppendAsync(Noon, new IdentityAssigned(IdentityKind.ApiKey, "ci", bob));
        await test.WriteAsync(Message("stated") with { SeatEmail = "bob@example.org" }, Message("by name") with { Tags = ImmutableSortedDictionary<string, string>.Empty.Add("api_key", "ci") });
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
        var before = await test.ContentsAsync();

        foreach (var (right, wrong) in ((int, int)[])[(0, bob), (ada, 0), (bob, ada)])
        {
            await test.QueryAsync($"UPDATE usage_event SET seat_id = {wrong} WHERE id = (SELECT MAX(id) FROM usage_event WHERE seat_id = {right})");

            var found = await UsageDoctor.CheckAsync(test.Database);
            Assert.Equal(1, found.Findings.Single(f => f.Invariant == "Every event has the seat that the decisions say.").Count);
            Assert.NotEqual(before, await test.ContentsAsync());

            Assert.Empty((await UsageDoctor.RebuildAsync(test.Database)).Left);
            Assert.Equal(before, await test.ContentsAsync());
        }
    }

    [Theory, BothDatabases]
    public async Task A_key_that_would_not_be_found_again_is_found_and_repaired(DatabaseProvider provider)
    {
        await using var test = await FilledAsync(provider);
        await test.QueryAsync("DELETE FROM identity_digest WHERE day = (SELECT MIN(day) FROM identity_digest)");

        var report = await UsageDoctor.CheckAsync(test.Database);
        var rebuilt = await UsageDoctor.RebuildAsync(test.Database);
        await test.At.ReopenAsync();

        Assert.Equal("Every identity key is found again.", Assert.Single(report.Findings).Invariant);
        Assert.Empty(rebuilt.Left);
        Assert.Equal(200, (await test.WriteAsync(Many(200))).Duplicate);
    }

    /// <summary>As earlier versions did, which looked for an identity on the days around alone.</summary>
    private static async Task WriteAsBeforeAsync(UsageTest test, UsageRecord record)
    {
        await test.QueryAsync("UPDATE identity_digest SET day = day + 30000");
        await test.At.ReopenAsync();
        await test.WriteAsync(record);
        await test.QueryAsync("UPDATE identity_digest SET day = day - 30000 WHERE day > 30000");
        await test.At.ReopenAsync();
    }

    private static async Task<UsageTest> FilledAsync(DatabaseProvider provider)
    {
        var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Many(200));
        await test.WriteAsync(RequestOnly("r-1"), Message("m") with { RequestId = "r-1", Project = "p" }, Message("m") with { RequestId = "r-1", IsCopy = true, App = "app" });
        await test.WriteResultsAsync(new RunResult
        {
            Session = "session-1",
            Id = "result-1",
            AtMs = Noon + Day,
            Sequence = 0,
            Total = Nanodollars.FromUsd(5),
            Models = [new ModelTotal("claude-opus-4-8", new TokenCounts(9_000_000, 9_000_000, 0, 0, 9_000_000), 1, Nanodollars.FromUsd(5))],
        });
        return test;
    }
}
