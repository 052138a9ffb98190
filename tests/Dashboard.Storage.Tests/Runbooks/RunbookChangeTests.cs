using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

/// <summary>A runbook is changed in the middle of a cycle: what is recorded, who is told, what is taken back.</summary>
public sealed class RunbookChangeTests
{
    [Theory, BothDatabases]
    public async Task A_moved_threshold_is_told_once_of_seats_that_are_newly_past_it_and_not_of_those_past_higher_stages(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "100"), Use("b", Start + Day, "88", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        await SendAllAsync(test);

        await SetAsync(test, Noon + 1, At(85, StageMail.SeatHolder | StageMail.TeamAdmins), At(95, StageMail.SeatHolder | StageMail.TeamAdmins), Gone(StageMail.SeatHolder));
        await test.Database.Runbook.EvaluateAsync(Noon + 2);
        var again = await test.Database.Runbook.EvaluateAsync(Noon + 60_003);

        Assert.Equal(["1|at-85|1|3", "2|at-85|1|3"], await test.Usage.QueryAsync("SELECT account_id, stage_id, crossing, move FROM stage_crossing WHERE stage_id = 'at-85'"));
        var told = await test.Database.Outbox.ReadAsync(new DeliveryQuery(State: DeliveryState.Waiting));
        Assert.Equal(["lead@example.org: Bob at-85", "owner@example.org: Bob at-85"], told.Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal((0, 0), (again.Crossings, again.Deliveries));
    }

    [Theory, BothDatabases]
    public async Task Who_was_not_told_of_a_higher_stage_reads_of_the_new_one_in_the_summary(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "96"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        await SendAllAsync(test);

        await SetAsync(test, Noon + 1, [.. RunbookRules.Default.Stages, At(50, StageMail.TeamAdmins | StageMail.Finance)]);
        await test.Database.Runbook.EvaluateAsync(Noon + 2);

        Assert.Equal(["money@example.org: Ada at-50"], (await test.Database.Outbox.ReadAsync(new DeliveryQuery(State: DeliveryState.Waiting))).Select(Text));
    }

    [Theory, BothDatabases]
    public async Task What_waits_about_a_stage_that_goes_is_taken_back_and_what_tells_of_others_too_is_shortened(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "96"), Use("b", Start + Day, "82", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        await SetAsync(test, Noon + 1, At(95, StageMail.SeatHolder | StageMail.TeamAdmins));
        var changed = await test.Database.Runbook.EvaluateAsync(Noon + 2);

        Assert.Equal((0, 0, 1), (changed.Crossings, changed.Deliveries, changed.Withdrawn));
        var all = await test.Database.Outbox.ReadAsync(new DeliveryQuery());
        Assert.Equal(["ada@example.org: Ada at-95", "lead@example.org: Ada at-95"], all.Where(d => d.State is DeliveryState.Waiting).Select(Text).Order(StringComparer.Ordinal));
        var gone = Assert.Single(all, d => d.State is DeliveryState.Withdrawn);
        Assert.Equal(("bob@example.org", Noon + 2), (gone.Recipient, gone.EndedAtMs!.Value));
        Assert.Contains("taken out of the runbook", gone.Answer, StringComparison.Ordinal);
        Assert.Equal(1, await test.Usage.NumberAsync($"SELECT COUNT(*) FROM outbox_crossing WHERE outbox_id = {all.Single(d => d.Recipient == "ada@example.org").Id}"));
        Assert.DoesNotContain(await test.Database.Outbox.TakeAsync("node", Noon + 3, 10), d => d.Id == gone.Id);
        Assert.False(await test.Database.Outbox.RetryAsync(gone.Id, Noon + 3));
    }

    [Theory, BothDatabases]
    public async Task What_waits_about_a_seat_that_moves_to_a_team_with_other_stages_still_leaves(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.Log.AppendAsync(Start, new TeamCreated("Red"), new RunbookSet("Red", null, new RunbookRules { Stages = [At(10, StageMail.None)] }));
        await test.WriteAsync(Use("a", Start + Day, "96"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        await test.DecideAsync(Noon + 1, new SeatTeamChanged(test.Ada, "Red"));
        await test.Database.Runbook.EvaluateAsync(Noon + 2);

        Assert.Equal(["ada@example.org: Ada at-80, Ada at-95", "lead@example.org: Ada at-95"], (await test.Database.Outbox.ReadAsync(new DeliveryQuery(State: DeliveryState.Waiting))).Select(Text).Order(StringComparer.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_stage_that_was_taken_out_is_not_escalated(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "100"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        await SetAsync(test, Noon + 1, At(80, StageMail.SeatHolder));

        await test.Database.Runbook.EvaluateAsync(Noon + Day);

        Assert.Empty(await test.Database.Outbox.ReadAsync(new DeliveryQuery(Kind: EscalationLetter.KindName)));
    }

    [Theory, BothDatabases]
    public async Task What_is_foreseen_is_what_the_next_evaluation_does(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "96"), Use("b", Start + Day, "82", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        var change = new NewDecision(new RunbookSet(null, null, new RunbookRules { Stages = [At(50, StageMail.Finance), At(95, StageMail.SeatHolder | StageMail.TeamAdmins)] }), NewDecision.WhenBooked, "why");
        var after = Assert.IsType<AppendResult.Appended>(await test.Log.AppendAsync([change], "owner@example.org", Noon + 1, preview: true)).Organisation;

        var effect = await test.Database.Runbook.ForeseeAsync(after, Noon + 1);
        Assert.Equal(0, (await test.Database.Runbook.EvaluateAsync(Noon + 60_001)).Crossings);
        await test.Log.AppendAsync([change], "owner@example.org", Noon + 60_002);
        var done = await test.Database.Runbook.EvaluateAsync(Noon + 60_003);

        Assert.Equal((2, 1, 1), (effect.Passed, effect.Withdrawn, effect.Shortened));
        Assert.Equal([("money@example.org", 2)], effect.Told);
        Assert.Equal((2, 1, 1), (done.Crossings, done.Deliveries, done.Withdrawn));
    }

    private static string Text(Delivery delivery) => $"{delivery.Recipient}: {string.Join(", ", ((StageLetter)delivery.Letter!).Lines.Select(l => $"{l.Name} {l.StageId}"))}";

    private static RunbookStage At(int percent, StageMail mail) => new() { Stage = Stage.AtPercent(percent), Mail = mail };

    private static RunbookStage Gone(StageMail mail) => new() { Stage = Stage.WhenExhausted(), Mail = mail };

    private static Task SetAsync(BooksTest test, long now, params IEnumerable<RunbookStage> stages) => test.DecideAsync(now, new RunbookSet(null, null, new RunbookRules { Stages = [.. stages] }));

    private static async Task SendAllAsync(BooksTest test)
    {
        foreach (var delivery in await test.Database.Outbox.TakeAsync("node", Noon, 100))
        {
            await test.Database.Outbox.SentAsync(delivery.Id, "node", "ok", Noon);
        }
    }
}
