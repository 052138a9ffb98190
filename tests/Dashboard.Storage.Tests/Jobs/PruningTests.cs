using Dashboard.Credits.Usage;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests.Jobs;

/// <summary>What goes by age, and that no amount changes with it.</summary>
public sealed class PruningTests
{
    [Theory, BothDatabases]
    public async Task Superseded_results_go_by_age_and_every_figure_stays_what_it_was(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("a", Noon - Day) with { Session = "one" });

        // One rises, falls at the fourth and rises again; two is young; three has nothing between its first and its last.
        await test.WriteResultsAsync(
            [.. Rising("one", ["0.1", "0.2", "0.5", "0.05", "0.3", "0.4"], Noon - Day), .. Rising("two", ["1", "2", "3"], Noon), .. Rising("three", ["1", "2"], Noon - Day)]);
        var contents = await FiguresAsync(test);

        var gone = await new Pruning(test.Database).EvidenceAsync(Noon - (Day / 2));

        Assert.Equal(3, gone);
        Assert.Equal(["one|3", "three|2", "two|3"], (await test.QueryAsync("SELECT s.text, COUNT(*) FROM run_result r JOIN session s ON s.id = r.session_id GROUP BY s.text")).Order(StringComparer.Ordinal));
        Assert.Equal(contents, await FiguresAsync(test));
        await UsageDoctor.RebuildAsync(test.Database);
        Assert.Equal(contents, await FiguresAsync(test));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
        Assert.Equal(0, await new Pruning(test.Database).EvidenceAsync(Noon - (Day / 2)));

        // What comes again is known for what it is: it posts nothing.
        var again = await test.WriteResultsAsync([.. Rising("one", ["0.1", "0.2", "0.5", "0.05", "0.3", "0.4"], Noon - Day)]);
        Assert.Equal(0, again.Accepted);
        Assert.Equal(contents, await FiguresAsync(test));
    }

    [Theory, BothDatabases]
    public async Task Issues_go_when_their_batch_is_old(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        foreach (var (at, line) in new[] { (Noon - (2 * Day), 1), (Noon, 2) })
        {
            await test.Database.Writer.WriteAsync(new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = at, Issues = [.. Enumerable.Range(0, 3).Select(i => new UsageIssue("a.jsonl", (line * 10) + i, "It has no date."))] });
        }

        var gone = await new Pruning(test.Database).IssuesAsync(Noon - Day);

        Assert.Equal(3, gone);
        Assert.Equal(["20", "21", "22"], (await test.QueryAsync("SELECT line FROM issue")).Order(StringComparer.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Contents_go_of_what_was_delivered_long_ago_and_of_nothing_else(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var outbox = test.Database.Outbox;
        await outbox.AddAsync([Mail("old"), Mail("new"), Mail("waiting"), Mail("given-up")], Noon - (3 * Day));
        foreach (var (mail, ended) in (await outbox.TakeAsync("one", Noon - (3 * Day), 10)).Zip([Noon - (2 * Day), Noon, 0, Noon - (2 * Day)]))
        {
            await (mail.Id switch
            {
                1 or 2 => outbox.SentAsync(mail.Id, "one", "250 ok", ended),
                3 => Task.CompletedTask,
                _ => outbox.FailedAsync(mail.Id, "one", "550 no", isFinal: true, ended),
            });
        }

        var gone = await new Pruning(test.Database).PayloadsAsync(Noon - Day);

        Assert.Equal(1, gone);
        await using var db = test.Database.CreateDbContext();
        Assert.Equal([("old", true), ("new", false), ("waiting", false), ("given-up", false)], db.Set<Storage.Rows.OutboxRow>().OrderBy(r => r.Id).AsEnumerable().Select(r => (r.Key, r.Payload is null)));
        Assert.Equal(DeliveryState.Sent, (await outbox.FindAsync(1))!.State);
    }

    /// <summary>All that usage says, without the results themselves.</summary>
    private static async Task<string> FiguresAsync(UsageTest test) =>
        string.Join('\n', (await test.ContentsAsync()).Split('\n').Where(l => !l.StartsWith("result|", StringComparison.Ordinal)));

    private static IEnumerable<RunResult> Rising(string session, string[] totals, long atMs) => totals.Select((usd, i) => new RunResult
    {
        Session = session,
        Id = $"{session}-{i}",
        AtMs = atMs + i,
        Sequence = i,
        Total = Usd(usd),
        Models = [new ModelTotal("claude-opus-4-8", new TokenCounts(100 * (i + 1), 10, 0, 0, 0), 0, Usd(usd))],
    });

    private static NewDelivery Mail(string key) => new(
        key, DeliveryChannel.Mail, "ada@example.org",
        new DeadManLetter { Organisation = "Example", AtMs = Noon, Zone = "UTC", IsIngest = true, IsOver = false, LastSuccessMs = Noon - Day, WindowMinutes = 60 });
}
