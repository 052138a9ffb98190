using System.Globalization;
using Dashboard.Credits.Admission;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Gate;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.DryRuns;
using Dashboard.Storage.Runbooks.Letters;
using static Dashboard.Storage.Tests.Programmes.PoolTest;

namespace Dashboard.Storage.Tests.Programmes;

/// <summary>A seat's share of the shared account as an internal budget: 20 of a Standard seat, 100 of a Premium one.</summary>
public sealed class ShareStageTests
{
    private const long Hour = 3_600_000;
    private const long Noon = Start + (5 * Day);

    private static readonly RunbookStage[] OnShares =
    [
        new() { Stage = Stage.AtShare(80), Mail = StageMail.SeatHolder },
        new() { Stage = Stage.AtShare(95), Mail = StageMail.SeatHolder | StageMail.Finance, Gate = GateAnswer.Warn },
        new() { Stage = Stage.AtShare(100), Mail = StageMail.SeatHolder },
    ];

    [Theory, BothDatabases]
    public async Task A_seat_at_exactly_80_percent_of_its_share_is_told_once_and_one_nano_below_nobody_is(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.WriteAsync(Noon, Run("a", Start + Day, "15.999999999"));
        Assert.Equal(0, (await test.Database.Runbook.EvaluateAsync(Noon)).Crossings);

        await test.WriteAsync(Noon + 1, Run("b", Start + Day + 1, "0.000000001"));
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => test.Database.Runbook.EvaluateAsync(Noon + 1)));
        await test.Database.Runbook.EvaluateAsync(Noon + 120_000);

        Assert.Equal((1, 1), (results.Sum(r => r.Crossings), results.Sum(r => r.Deliveries)));
        var line = Assert.Single(Assert.IsType<StageLetter>(Assert.Single(await test.Database.Outbox.ReadAsync(new DeliveryQuery(Search: "standard1@"))).Letter).Lines);
        Assert.Equal(("share-80", StageKind.Share, Nanodollars.FromUsd(16), Nanodollars.FromUsd(20), GateAnswer.Allow), (line.StageId, line.StageKind, line.Consumed, line.Allocated, line.Gate));
    }

    [Theory, BothDatabases]
    public async Task Beyond_its_share_a_seat_runs_on_and_the_gate_says_what_the_stage_says_of_this_seat_alone(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.WriteAsync(Noon, Run("a", Start + Day, "44"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        await test.Database.Gate.RefreshAsync(Noon);

        Assert.Equal(["1|share-80|1", "2|share-95|1", "3|share-100|1"], await test.Usage.QueryAsync("SELECT id, stage_id, crossing FROM stage_crossing"));
        Assert.Equal((AdmissionDecision.Warn, "share-95"), await AskAsync(test, "standard1@example.org", Noon));
        Assert.Equal((AdmissionDecision.Allow, null), await AskAsync(test, "standard2@example.org", Noon));
        Assert.DoesNotContain((await SeatsRead.PageAsync(test.Database, new SeatsQuery())).Items, s => s.State is SeatState.Exhausted);

        await test.Log.AppendAsync(Noon, new RunbookSet(null, await test.IdOfAsync("standard1@example.org"), new RunbookRules { Stages = [OnShares[2] with { Gate = GateAnswer.Deny }] }));
        await test.Database.Gate.RefreshAsync(Noon);
        Assert.Equal((AdmissionDecision.Deny, "share-100"), await AskAsync(test, "standard1@example.org", Noon));
        var reserved = await test.Database.Reservations.ReserveAsync(new NewReservation("standard1@example.org", Nanodollars.FromUsd(1), 600, 1), Noon);
        Assert.Equal("share-100", Assert.IsType<ReserveResult.Refused>(reserved).Answer.StageId);
    }

    [Theory, BothDatabases]
    public async Task They_are_off_by_default_and_what_was_passed_when_they_are_made_is_seeded(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider, RunbookRules.Default);
        await test.WriteAsync(Noon, Run("a", Start + Day, "44"));
        Assert.Equal(0, (await test.Database.Runbook.EvaluateAsync(Noon)).Crossings);

        await test.Log.AppendAsync(Noon + 1, new RunbookSet(null, null, new RunbookRules { Stages = [.. RunbookRules.Default.Stages, .. OnShares] }));
        await test.Database.Runbook.EvaluateAsync(Noon + 2);

        Assert.Equal(["1|share-80|3", "2|share-95|3", "3|share-100|3"], await test.Usage.QueryAsync("SELECT id, stage_id, move FROM stage_crossing"));
        Assert.Empty(await test.Database.Outbox.ReadAsync(new DeliveryQuery(Search: "standard1@")));
    }

    [Theory, BothDatabases]
    public async Task A_late_claim_of_the_organisation_brings_the_shares_and_their_stages_in_life_and_in_the_dry_run(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2, claimed: false);
        await test.Log.AppendAsync(Start, new RunbookSet(null, null, new RunbookRules { Stages = [.. OnShares] }));
        await test.Database.Books.RollForwardAsync(Start + 1);
        await test.Database.Runbook.EvaluateAsync(Start + 1);
        await test.WriteAsync(Start + Day, Run("a", Start + Day, "16"));
        await test.Database.Runbook.EvaluateAsync(Start + Day);
        Assert.Empty(await test.Usage.QueryAsync("SELECT id FROM stage_crossing"));

        await test.Log.AppendAsync(Start + (2 * Day), new CreditClaimed(Organisation.PoolAccount, "monthly-api-credits"));
        await test.Database.Books.RollForwardAsync(Start + (2 * Day));
        await test.Database.Runbook.EvaluateAsync(Start + (2 * Day));
        var dry = await DryRunner.RunAsync(test.Database, new DryRunRequest(new DateOnly(2026, 11, 1)) { Arrival = DryRunArrival.AtOnce }, Start + (3 * Day));

        string[] told = [$"{Start + (2 * Day)}|share-80|1"];
        Assert.Equal(told, await test.Usage.QueryAsync("SELECT decided_at_ms, stage_id, move FROM stage_crossing"));
        Assert.Equal(told, dry.Crossings.Select(c => $"{c.AtMs}|{c.Stage.Id}|{(int)c.Move}"));
    }

    [Theory, BothDatabases]
    public async Task Shares_that_nobody_looked_at_before_in_a_running_cycle_are_no_storm(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider, RunbookRules.Default);
        await test.WriteAsync(Noon, Run("a", Start + Day, "44"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        // As a database from before stages on shares: only the shared account is known.
        await test.Usage.QueryAsync("DELETE FROM runbook_account WHERE account_id > 0");
        await test.Log.AppendAsync(Noon + 1, new RunbookSet(null, null, new RunbookRules { Stages = [.. OnShares] }));
        await test.Database.Runbook.EvaluateAsync(Noon + 2);

        Assert.Equal(["3"], await test.Usage.QueryAsync("SELECT DISTINCT move FROM stage_crossing"));
    }

    [Theory, BothDatabases]
    public async Task A_share_recovers_when_usage_turns_out_to_be_paid_by_another_meter_and_the_next_cycle_starts_anew(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        var rules = (await test.Log.CurrentAsync()).PayerRules;
        await test.WriteAsync(Noon, Run("a", Start + Day, "10"), Run("b", Start + (2 * Day), "7", app: "ci"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        foreach (var (at, payer) in new[] { (Noon + 1, Payers.LinkedConsole), (Noon + 2, Payers.OtherConsole), (Noon + 3, Payers.LinkedConsole) })
        {
            await test.Log.AppendAsync(at, new PayerRulesSet(new PayerRules([.. rules.Rules, new PayerRule { Payer = payer, App = "ci" }])));
            await test.Database.Books.CatchUpAsync(at);
            await test.Database.Runbook.EvaluateAsync(at);
        }

        await test.WriteAsync(Start + (31 * Day), Run("c", Start + (30 * Day) + 1, "16"));
        await test.Database.Runbook.EvaluateAsync(Start + (31 * Day));

        Assert.Equal(["1|share-80|1|1", "2|share-80|2|2", "3|share-80|3|1", "4|share-80|1|1"], await test.Usage.QueryAsync("SELECT id, stage_id, crossing, move FROM stage_crossing"));
    }

    [Theory, BothDatabases]
    public async Task A_month_of_random_usage_crosses_the_shares_that_exact_sums_cross_and_the_dry_run_tells_the_same(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.Log.AppendAsync(Start + Hour, new RunbookSet("Blue", null, new RunbookRules { Stages = [new() { Stage = Stage.AtShare(33), Mail = StageMail.SeatHolder, Gate = GateAnswer.Warn }, .. OnShares] }));
        var random = new Random(11);
        string[] emails = ["standard1@example.org", "standard2@example.org", "standard3@example.org", "premium1@example.org", "premium2@example.org"];
        var (used, expected) = (new Dictionary<string, long>(), new List<string>());
        for (var step = 1; step < 110; step++)
        {
            var at = Start + (step * 6 * Hour);
            var email = emails[random.Next(emails.Length)];
            var nano = random.NextInt64(1, 5_000_000_000);
            await test.WriteAsync(at, Run($"r{step}", at, (nano / 1_000_000_000m).ToString(CultureInfo.InvariantCulture), email));
            await test.Database.Runbook.EvaluateAsync(at);
            var (before, share) = (used.GetValueOrDefault(email), (email[0] == 's' ? 20 : 100) * 1_000_000_000L);
            used[email] = before + nano;
            expected.AddRange(new[] { 33, 80, 95, 100 }.Where(p => (Int128)before * 100 < (Int128)share * p && (Int128)used[email] * 100 >= (Int128)share * p).Select(p => $"{at}|{email}|share-{p}|1|1|{used[email]}"));
        }

        var lived = await test.Usage.QueryAsync(
            "SELECT c.decided_at_ms, s.email, c.stage_id, c.crossing, c.move, c.consumed FROM stage_crossing c JOIN seat_now s ON s.seat_id = c.account_id ORDER BY c.id");
        var end = Start + (29 * Day);
        var dry = await DryRunner.RunAsync(test.Database, new DryRunRequest(new DateOnly(2026, 11, 1)) { Arrival = DryRunArrival.AtOnce }, end);
        var told = (await test.Database.Outbox.ReadAsync(new DeliveryQuery(Limit: 500))).Select(d => $"{d.CreatedAtMs} {d.Recipient} {LetterText((StageLetter)d.Letter!)}").Order(StringComparer.Ordinal);

        Assert.InRange(lived.Count, 10, 20);
        Assert.Equal(expected.Order(StringComparer.Ordinal), lived);
        Assert.Equal(lived, dry.Crossings.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.AtMs}|{c.Email}|{c.Stage.Id}|{c.Crossing}|{(int)c.Move}|{c.Consumed.Value}")).Order(StringComparer.Ordinal));
        Assert.Equal(told, dry.Messages.Select(m => $"{m.AtMs} {m.Delivery.Recipient} {LetterText((StageLetter)m.Delivery.Letter)}").Order(StringComparer.Ordinal));
        Assert.All(dry.Gates.Where(g => g.SeatId != Organisation.PoolAccount), g => Assert.Equal(AdmissionDecision.Warn, g.Answer.Decision));
        var mine = await DryRunner.RunAsync(test.Database, new DryRunRequest(new DateOnly(2026, 11, 1)) { Arrival = DryRunArrival.AtOnce, Within = new SeatsWithin([], "standard1@example.org") }, end);
        Assert.Equal(dry.Crossings.Where(c => c.Email == "standard1@example.org").Select(c => c.Stage.Id), mine.Crossings.Select(c => c.Stage.Id));
    }

    [Fact]
    public void A_stage_on_a_share_asks_for_no_overage()
    {
        Assert.Null(OnShares[0].Problem);
        Assert.NotNull((OnShares[0] with { AskOverageUpTo = Nanodollars.FromUsd(5) }).Problem);
        Assert.NotNull((OnShares[0] with { RecommendPlan = true }).Problem);
    }

    private static string LetterText(StageLetter letter) => LetterJson.Write(letter with { Lines = [.. letter.Lines.Select(l => l with { CrossingId = 0 })] });

    private static async Task<(AdmissionDecision, string?)> AskAsync(PoolTest test, string email, long nowMs)
    {
        await test.Database.Gate.RefreshAsync(nowMs);
        var answer = test.Database.Gate.Ask(email, default, nowMs).Answer;
        return (answer.Decision, answer.StageId);
    }

    /// <summary>Evaluated once before anything was used, so what comes is entered and not found passed.</summary>
    private static async Task<PoolTest> ReadyAsync(DatabaseProvider provider, RunbookRules? rules = null)
    {
        var test = await CreateAsync(provider, standard: 3, premium: 2);
        await test.Log.AppendAsync(Start, new RoleGranted("finance@example.org", Role.Finance), new RunbookSet(null, null, rules ?? new RunbookRules { Stages = [.. OnShares] }));
        await test.Database.Books.RollForwardAsync(Start + 1);
        await test.Database.Runbook.EvaluateAsync(Start + 1);
        return test;
    }
}
