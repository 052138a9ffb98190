using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

public sealed class EvaluationTests
{
    [Theory, BothDatabases]
    public async Task A_jump_to_97_percent_is_two_decisions_and_one_mail_a_recipient(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "97"));

        var result = await test.Database.Runbook.EvaluateAsync(Noon);
        var again = await test.Database.Runbook.EvaluateAsync(Noon + 60_000);

        Assert.Equal((2, 2), (result.Crossings, result.Deliveries));
        Assert.Equal((0, 0), (again.Crossings, again.Deliveries));
        Assert.Equal(["at-80|1|1", "at-95|1|1"], await test.Usage.QueryAsync("SELECT stage_id, crossing, move FROM stage_crossing"));
        var mails = await test.Database.Outbox.ReadAsync(new DeliveryQuery());
        Assert.Equal(["lead@example.org", "ada@example.org"], mails.Select(m => m.Recipient));
        var holder = Assert.IsType<StageLetter>(mails[1].Letter);
        Assert.Equal(["at-80", "at-95"], holder.Lines.Select(l => l.StageId));
        Assert.Equal((Nanodollars.FromUsd(97), Nanodollars.FromUsd(3), GateAnswer.Warn), (holder.Lines[1].Consumed, holder.Lines[1].Available, holder.Lines[1].Gate));
        Assert.Equal(["at-95"], Assert.IsType<StageLetter>(mails[0].Letter).Lines.Select(l => l.StageId));
    }

    [Theory, BothDatabases]
    public async Task An_evaluation_that_finds_nothing_due_succeeds_from_the_first_on(DatabaseProvider provider)
    {
        await using var empty = await TestDatabase.CreateAsync(provider);

        Assert.Equal(0, (await empty.Database.Runbook.EvaluateAsync(Noon)).Crossings);
    }

    [Theory, BothDatabases]
    public async Task Two_seats_of_one_team_are_one_mail_to_its_admin(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "96"), Use("b", Start + Day, "100", "bob@example.org"));

        await test.Database.Runbook.EvaluateAsync(Noon);

        var mail = Assert.Single(await test.Database.Outbox.ReadAsync(new DeliveryQuery(Search: "lead@")));
        Assert.Equal([("Bob", "at-95"), ("Bob", "exhausted"), ("Ada", "at-95")], Assert.IsType<StageLetter>(mail.Letter).Lines.Select(l => (l.Name, l.StageId)));
    }

    [Theory, BothDatabases]
    public async Task A_correction_recovers_a_stage_once_and_it_arms_again(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "85"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        await test.DecideAsync(Noon, new LedgerAdjusted(test.Ada, Credits.Ledger.LedgerMove.Draw, true, Nanodollars.FromUsd(20)));
        var recovered = await test.Database.Runbook.EvaluateAsync(Noon + 1);
        await test.WriteAsync(Use("b", Start + (2 * Day), "16"));
        var entered = await test.Database.Runbook.EvaluateAsync(Noon + 2);

        Assert.Equal((1, 1), (recovered.Crossings, entered.Crossings));
        Assert.Equal(["at-80|1|1", "at-80|2|2", "at-80|3|1"], await test.Usage.QueryAsync("SELECT stage_id, crossing, move FROM stage_crossing"));
        Assert.Equal([StageMove.Entered, StageMove.Recovered, StageMove.Entered], (await test.Database.Outbox.ReadAsync(new DeliveryQuery(Search: "ada@"))).Reverse().Select(d => ((StageLetter)d.Letter!).Lines.Single().Move));
    }

    [Theory, BothDatabases]
    public async Task What_the_first_evaluation_finds_passed_is_seeded_and_told_in_one_summary(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Log.AppendAsync(Start, new RoleGranted("owner@example.org", Role.Owner));
        await test.WriteAsync(Use("a", Start + Day, "97"));

        await test.Database.Runbook.EvaluateAsync(Noon);

        Assert.Equal(["at-80|3", "at-95|3"], await test.Usage.QueryAsync("SELECT stage_id, move FROM stage_crossing"));
        Assert.Equal(["owner@example.org"], (await test.Database.Outbox.ReadAsync(new DeliveryQuery())).Select(m => m.Recipient));
    }

    [Theory, BothDatabases]
    public async Task A_new_stage_of_a_seat_already_past_it_is_seeded_and_the_next_cycle_enters_it(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "60"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        await test.DecideAsync(Noon, new RunbookSet(null, null, new RunbookRules { Stages = [new RunbookStage { Stage = Stage.AtPercent(50), Mail = StageMail.SeatHolder }] }));
        await test.Database.Runbook.EvaluateAsync(Noon + 1);
        var december = Start + (32 * Day);
        await test.Usage.WriteAtAsync(test.Usage.SourceId, december, [Use("b", december - Day, "55")]);
        await test.Database.Books.RollForwardAsync(december);
        await test.Database.Runbook.EvaluateAsync(december);

        Assert.Equal(["20758|at-50|3", "20788|at-50|1"], await test.Usage.QueryAsync("SELECT cycle_start, stage_id, move FROM stage_crossing"));
        Assert.Equal(["owner@example.org", "ada@example.org"], (await test.Database.Outbox.ReadAsync(new DeliveryQuery())).Reverse().Select(m => m.Recipient));
    }

    [Theory, BothDatabases]
    public async Task A_silenced_stage_is_recorded_and_tells_nobody(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.Log.AppendAsync([new NewDecision(new SilenceSet("Blue", null, null, Noon + Day), NewDecision.WhenBooked, "Holiday.")], "owner@example.org", Noon);
        await test.WriteAsync(Use("a", Start + Day, "97"));

        var result = await test.Database.Runbook.EvaluateAsync(Noon);

        Assert.Equal((2, 0), (result.Crossings, result.Deliveries));
        Assert.Equal(2, await test.Usage.NumberAsync("SELECT COUNT(*) FROM stage_crossing WHERE silence_id IS NOT NULL"));
    }

    [Theory, BothDatabases]
    public async Task A_shadow_cycle_is_told_to_owners_and_finance_alone(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider, ProgrammeMode.Shadow);
        await test.WriteAsync(Use("a", Start + Day, "97"));

        await test.Database.Runbook.EvaluateAsync(Noon);

        var mails = await test.Database.Outbox.ReadAsync(new DeliveryQuery());
        Assert.Equal(["owner@example.org", "money@example.org"], mails.Select(m => m.Recipient));
        Assert.All(((StageLetter)mails[0].Letter!).Lines, l => Assert.True(l.Shadow));
    }

    [Theory, BothDatabases]
    public async Task A_stage_that_asks_for_overage_makes_one_request_until_the_cycles_end(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.DecideAsync(Noon, new RunbookSet(null, test.Ada, new RunbookRules { Stages = [new RunbookStage { Stage = Stage.AtPercent(90), AskOverageUpTo = Nanodollars.FromUsd(25) }] }));
        await test.Database.Runbook.EvaluateAsync(Noon);
        await test.WriteAsync(Use("a", Start + Day, "95"));

        var result = await test.Database.Runbook.EvaluateAsync(Noon);

        var request = Assert.Single((await test.Log.CurrentAsync()).OverageRequests.Values);
        Assert.Equal((1, test.Ada, Nanodollars.FromUsd(25), Start + (30 * Day), "drawdown"), (result.Requests, request.SeatId, request.Cap!.Value, request.UntilMs!.Value, request.AskedBy));
        Assert.Equal(request.Id, await test.Usage.NumberAsync("SELECT request_id FROM stage_crossing"));
    }

    [Theory, BothDatabases]
    public async Task Without_an_acknowledgement_owners_and_finance_hear_of_it_once(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "100"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        await test.Database.Runbook.EvaluateAsync(Noon + Day - 1);
        var before = await test.Database.Outbox.ReadAsync(new DeliveryQuery(Kind: EscalationLetter.KindName));
        await test.Database.Runbook.EvaluateAsync(Noon + Day);
        await test.Database.Runbook.EvaluateAsync(Noon + Day + 60_000);
        var after = await test.Database.Outbox.ReadAsync(new DeliveryQuery(Kind: EscalationLetter.KindName));

        Assert.Empty(before);
        Assert.Equal(["money@example.org", "owner@example.org"], after.Select(m => m.Recipient).Order(StringComparer.Ordinal));
        Assert.Equal(("Ada", "exhausted", Noon), after[0].Letter is EscalationLetter letter ? (letter.Lines.Single().Name, letter.Lines.Single().StageId, letter.SinceMs) : default);
    }

    [Theory, BothDatabases]
    public async Task While_usage_stays_away_alerts_are_held_and_afterwards_they_go_out(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.Usage.WriteAtAsync(test.Usage.SourceId, Noon - (4 * Day), [Use("a", Start + Day, "97")]);
        await test.Database.Books.CatchUpAsync(Noon);

        var held = await test.Database.Runbook.EvaluateAsync(Noon);
        await test.Database.DeadMan.WatchAsync(Noon);
        await test.Database.DeadMan.WatchAsync(Noon + 60_000);
        var status = await test.Database.DeadMan.StatusAsync(Noon);
        await test.Usage.WriteAtAsync(test.Usage.SourceId, Noon, [Use("b", Start + Day, "0.5")]);
        await test.Database.Books.CatchUpAsync(Noon);
        await test.Database.DeadMan.WatchAsync(Noon + 120_000);
        var released = await test.Database.Runbook.EvaluateAsync(Noon + 120_000);

        Assert.True(held.IsHeld);
        Assert.Equal(Noon - (4 * Day), status.IngestSilentSinceMs);
        Assert.Equal(2, released.Crossings);
        var mails = (await test.Database.Outbox.ReadAsync(new DeliveryQuery(Kind: DeadManLetter.KindName))).Reverse().Select(d => (d.Recipient, ((DeadManLetter)d.Letter!).IsOver));
        Assert.Equal([("owner@example.org", false), ("platform@example.org", false), ("owner@example.org", true), ("platform@example.org", true)], mails.OrderBy(m => m.IsOver).ThenBy(m => m.Recipient, StringComparer.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_process_that_starts_while_nothing_is_due_evaluates_nothing(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await using var restarted = await Database.OpenAsync(test.Database.Options, TimeProvider.System);

        var result = await restarted.Runbook.EvaluateAsync(Start + 2);

        Assert.Equal((0, 0), (result.Crossings, result.Deliveries));
    }

    [Theory, BothDatabases]
    public async Task Muted_kinds_are_not_mailed(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.Usage.QueryAsync("INSERT INTO mail_preference (person, digest, weekday, minute_of_day, muted, changed_at_ms) VALUES ('ada@example.org', 0, 1, 0, 'StageAlerts', 0)");
        await test.WriteAsync(Use("a", Start + Day, "97"));

        await test.Database.Runbook.EvaluateAsync(Noon);

        Assert.Equal(["lead@example.org"], (await test.Database.Outbox.ReadAsync(new DeliveryQuery())).Select(m => m.Recipient));
    }

    /// <summary>With people in every role, evaluated once while nothing was passed.</summary>
    internal static async Task<BooksTest> ReadyAsync(DatabaseProvider provider, ProgrammeMode mode = ProgrammeMode.Enforced)
    {
        var test = await CreateAsync(provider, mode: mode);
        await test.DecideAsync(
            Start,
            new RoleGranted("owner@example.org", Role.Owner),
            new RoleGranted("money@example.org", Role.Finance),
            new RoleGranted("lead@example.org", Role.TeamAdmin, "Blue"),
            new RoleGranted("platform@example.org", Role.Platform));
        await test.Database.Runbook.EvaluateAsync(Start + 1);
        return test;
    }
}
