using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

public sealed class AlertTests
{
    private static readonly Action<Organisation, IReadOnlyList<int>> Anybody = (_, _) => { };

    [Theory, BothDatabases]
    public async Task Open_alerts_are_one_row_an_account_and_the_most_urgent_first(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "96"), Use("b", Start + Day, "100", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        var open = await RunbookRead.OpenAsync(test.Database, null, Noon);

        Assert.Equal((2, 5), (open.Total, open.Stages));
        Assert.Equal(["Bob: exhausted at-95 at-80", "Ada: at-95 at-80"], open.Accounts.Select(a => $"{a.Top.Name}: {string.Join(' ', a.Stages.Select(s => s.StageId))}"));
        Assert.Equal((2, 0, 0), (open.Accounts[1].Top.Waiting, open.Accounts[1].Top.Delivered, open.Accounts[1].Top.GivenUp));
        Assert.Equal((Nanodollars.FromUsd(96), "organisation"), (open.Accounts[1].Top.Consumed, open.Accounts[1].Top.Scope));
        Assert.Equal(["Bob"], (await RunbookRead.OpenAsync(test.Database, null, Noon, most: 1)).Accounts.Select(a => a.Top.Name));
    }

    [Theory, BothDatabases]
    public async Task Who_goes_on_without_credit_comes_first_and_the_larger_share_before_the_smaller(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "100"), Use("b", Start + Day, "103", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        Assert.Equal(["Bob", "Ada"], (await RunbookRead.OpenAsync(test.Database, null, Noon)).Accounts.Select(a => a.Top.Name));

        // Both at 80%: what each has used by now decides, not who crossed it first.
        await using var other = await EvaluationTests.ReadyAsync(provider);
        await other.WriteAsync(Use("a", Start + Day, "81"));
        await other.Database.Runbook.EvaluateAsync(Noon);
        await other.WriteAsync(Use("b", Start + Day, "90", "bob@example.org"));
        await other.Database.Runbook.EvaluateAsync(Noon + 60_000);
        await other.Usage.QueryAsync("UPDATE seat_now SET state = 6");
        Assert.Equal(["Bob", "Ada"], (await RunbookRead.OpenAsync(other.Database, null, Noon)).Accounts.Select(a => a.Top.Name));

        // Who will run out goes before who has used more and is on track.
        await other.Usage.QueryAsync("UPDATE seat_now SET state = 3 WHERE email = 'ada@example.org'");
        Assert.Equal(["Ada", "Bob"], (await RunbookRead.OpenAsync(other.Database, null, Noon)).Accounts.Select(a => a.Top.Name));
    }

    [Theory, BothDatabases]
    public async Task A_stage_that_was_left_or_belongs_to_an_ended_cycle_is_no_open_alert(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "85"), Use("b", Start + Day, "85", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        await test.DecideAsync(Noon, new LedgerAdjusted(test.Ada, Credits.Ledger.LedgerMove.Draw, true, Nanodollars.FromUsd(20)));
        await test.Database.Runbook.EvaluateAsync(Noon + 1);

        Assert.Equal(["Bob"], (await RunbookRead.OpenAsync(test.Database, null, Noon + 1)).Accounts.Select(a => a.Top.Name));
        Assert.Equal(0, (await RunbookRead.OpenAsync(test.Database, null, Start + (31 * Day))).Total);
    }

    [Theory, BothDatabases]
    public async Task A_team_admin_reads_the_seats_of_the_team_and_nobody_elses(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.DecideAsync(Noon, new SeatTeamChanged(test.Bob, "Red"));
        await test.WriteAsync(Use("a", Start + Day, "85"), Use("b", Start + Day, "85", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        var red = new SeatsWithin(["Red"], null);

        Assert.Equal(["Bob"], (await RunbookRead.OpenAsync(test.Database, red, Noon)).Accounts.Select(a => a.Top.Name));
        Assert.Equal(["Bob"], (await RunbookRead.LogAsync(test.Database, new CrossingQuery { Within = red })).Select(c => c.Name));
        Assert.Equal(1, (await RunbookRead.EnteredAsync(test.Database, "organisation", red, Noon))["at-80"]);
        Assert.Equal(2, (await RunbookRead.EnteredAsync(test.Database, "organisation", null, Noon))["at-80"]);
        Assert.Empty((await RunbookRead.OpenAsync(test.Database, new SeatsWithin([], null), Noon)).Accounts);
    }

    [Theory, BothDatabases]
    public async Task The_log_is_filtered_and_paged_from_the_newest(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "96"), Use("b", Start + Day, "85", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        var all = await RunbookRead.LogAsync(test.Database, new CrossingQuery());
        var first = await RunbookRead.LogAsync(test.Database, new CrossingQuery { Limit = 2 });
        var rest = await RunbookRead.LogAsync(test.Database, new CrossingQuery { BeforeId = first[^1].Id });

        Assert.Equal(3, all.Count);
        Assert.Equal(all, [.. first, .. rest]);
        Assert.Equal(["at-80", "at-80"], (await RunbookRead.LogAsync(test.Database, new CrossingQuery { StageId = "at-80" })).Select(c => c.StageId));
        Assert.Equal(2, (await RunbookRead.LogAsync(test.Database, new CrossingQuery { SeatId = test.Ada, Move = StageMove.Entered, CycleStart = new DateOnly(2026, 11, 1), Team = "Blue" })).Count);
        Assert.Single(await RunbookRead.LogAsync(test.Database, new CrossingQuery { Text = "BOB" }));
        Assert.Empty(await RunbookRead.LogAsync(test.Database, new CrossingQuery { Text = "b%b" }));
        Assert.Empty(await RunbookRead.LogAsync(test.Database, new CrossingQuery { Move = StageMove.Recovered }));
        Assert.Equal([all[2].Id], (await RunbookRead.FindAsync(test.Database, [all[2].Id])).Select(c => c.Id));
    }

    [Theory, BothDatabases]
    public async Task An_acknowledgement_keeps_the_name_stops_the_escalation_and_is_audited_once(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "100"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        var stages = (await RunbookRead.OpenAsync(test.Database, null, Noon)).Accounts.Single().Stages.Select(s => s.Id).ToList();

        var done = await test.Database.Acknowledgements.AcknowledgeAsync(stages, " Talked to her. ", "lead@example.org", Noon + 5, Anybody);
        var again = await test.Database.Acknowledgements.AcknowledgeAsync(stages, "Twice", "other@example.org", Noon + 6, Anybody);
        await test.Database.Runbook.EvaluateAsync(Noon + (2 * Day));

        Assert.Equal((3, 0), (done, again));
        Assert.Equal(0, (await RunbookRead.OpenAsync(test.Database, null, Noon + 7)).Total);
        Assert.All(await RunbookRead.FindAsync(test.Database, stages), c => Assert.Equal(("lead@example.org", Noon + 5, "Talked to her."), (c.AcknowledgedBy, c.AcknowledgedAtMs, c.AcknowledgedNote)));
        Assert.Empty(await test.Database.Outbox.ReadAsync(new DeliveryQuery(Kind: EscalationLetter.KindName)));
        Assert.Equal(
            [$"stage-acknowledged|seat:{test.Ada}|Talked to her."],
            await test.Usage.QueryAsync("SELECT e.kind, e.subject, d.reason FROM audit_entry e JOIN audit_detail d ON d.sequence = e.sequence WHERE e.kind LIKE 'stage-%'"));
    }

    [Theory, BothDatabases]
    public async Task An_acknowledgement_is_taken_back_while_the_cycle_runs_and_then_it_is_escalated(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "100"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        var stages = (await RunbookRead.OpenAsync(test.Database, null, Noon)).Accounts.Single().Stages.Select(s => s.Id).ToList();
        await test.Database.Acknowledgements.AcknowledgeAsync(stages, "", "lead@example.org", Noon, Anybody);

        var back = await test.Database.Acknowledgements.TakeBackAsync(stages, "lead@example.org", Noon + (2 * Day), Anybody);
        await test.Database.Runbook.EvaluateAsync(Noon + (2 * Day));
        var late = await test.Database.Acknowledgements.AcknowledgeAsync(stages, "", "lead@example.org", Start + (31 * Day), Anybody);

        Assert.Equal((3, 0), (back, late));
        Assert.Equal(1, (await RunbookRead.OpenAsync(test.Database, null, Noon + (2 * Day))).Total);
        Assert.NotEmpty(await test.Database.Outbox.ReadAsync(new DeliveryQuery(Kind: EscalationLetter.KindName)));
        Assert.Equal(1, await test.Usage.NumberAsync("SELECT COUNT(*) FROM audit_entry WHERE kind = 'stage-acknowledgement-taken-back'"));
    }

    [Theory, BothDatabases]
    public async Task What_is_not_the_actors_is_not_acknowledged_and_nothing_else_of_the_call_is(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "85"), Use("b", Start + Day, "85", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        var stages = (await RunbookRead.LogAsync(test.Database, new CrossingQuery())).Select(c => c.Id).ToList();

        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.Acknowledgements.AcknowledgeAsync(
            stages, "", "lead@example.org", Noon, (_, accounts) => { if (accounts.Contains(test.Bob)) { throw new InvalidOperationException("Not yours."); } }));

        Assert.Equal(2, (await RunbookRead.OpenAsync(test.Database, null, Noon)).Total);
    }
}
