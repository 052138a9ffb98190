using System.Globalization;
using Dashboard.Credits.Admission;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.DryRuns;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

/// <summary>A cycle is lived through on a moved clock, and then gone through again.</summary>
public sealed class DryRunTests
{
    private const long Hour = 3_600_000;
    private static readonly DateOnly November = new(2026, 11, 1);

    private static readonly RunbookRules Rules = new()
    {
        Stages =
        [
            new() { Stage = Stage.AtPercent(50), Mail = StageMail.SeatHolder },
            new() { Stage = Stage.AtPercent(80), Mail = StageMail.SeatHolder | StageMail.TeamAdmins, Gate = GateAnswer.Warn, EscalateAfterMinutes = 10 * 60 },
            new() { Stage = Stage.AtPercent(95), Mail = StageMail.Finance, Webhooks = ["ci"], AskOverageUpTo = Nanodollars.FromUsd(10), Gate = GateAnswer.Throttle, ThrottleSeconds = 30 },
            new() { Stage = Stage.WhenExhausted(), Mail = StageMail.Owners | StageMail.SeatHolder, Gate = GateAnswer.Deny, EscalateAfterMinutes = 24 * 60 },
        ],
    };

    [Theory, BothDatabases]
    public async Task A_cycle_that_was_lived_through_is_told_again_decision_by_decision_and_message_by_message(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        var random = new Random(7);
        var decisions = new Dictionary<int, DecisionBody[]>
        {
            [1] = [new RunbookSet(null, null, Rules)],
            [30] = [new RunbookSet("Red", null, new RunbookRules { Stages = [new() { Stage = Stage.AtPercent(10), Mail = StageMail.SeatHolder, Gate = GateAnswer.Warn }] })],
            [200] = [new RunbookSet(null, null, new RunbookRules { Stages = [.. Rules.Stages, new() { Stage = Stage.AtPercent(20), Mail = StageMail.Finance }] })],
            [260] = [new SilenceSet(null, test.Bob, null, Start + (300 * Hour))],
            [420] = [new SeatTeamChanged(test.Bob, "Red")],
            [500] = [new LedgerAdjusted(test.Ada, LedgerMove.Draw, true, Nanodollars.FromUsd(40))],
            [510] = [new RoleGranted("second@example.org", Role.Owner)],
        };
        await test.Log.AppendAsync(Start, new TeamCreated("Red"));
        for (var hour = 1; hour < 30 * 24; hour++)
        {
            var at = Start + (hour * Hour);
            if (hour % 24 == 0)
            {
                await test.Database.Books.RollForwardAsync(at);
            }

            if (decisions.TryGetValue(hour, out var bodies))
            {
                await test.Log.AppendAsync([.. bodies.Select(b => new NewDecision(b, NewDecision.WhenBooked, "because"))], "owner@example.org", at);
            }

            if (random.Next(5) == 0)
            {
                await test.Usage.WriteAtAsync(
                    test.Usage.SourceId, at, [Use($"a{hour}", at, Cents(random, 320)), .. random.Next(2) == 0 ? [Use($"b{hour}", at, Cents(random, 450), "bob@example.org")] : Array.Empty<Credits.Usage.UsageRecord>()]);
            }

            await test.Database.Books.CatchUpAsync(at);
            await test.Database.Runbook.EvaluateAsync(at);
        }

        var end = Start + (30L * 24 * Hour);
        await test.Database.Books.RollForwardAsync(end);
        var lived = await test.Usage.QueryAsync(
            "SELECT decided_at_ms, account_id, stage_id, crossing, move, scope, consumed, CASE WHEN silence_id IS NULL THEN 0 ELSE 1 END, CASE WHEN request_id IS NULL THEN 0 ELSE 1 END FROM stage_crossing ORDER BY id");
        var told = (await test.Database.Outbox.ReadAsync(new DeliveryQuery(Limit: 500))).Select(d => Text(d.CreatedAtMs, d.Recipient, d.Letter!)).Order(StringComparer.Ordinal);

        var dry = await DryRunner.RunAsync(test.Database, new DryRunRequest(November), end);

        Assert.InRange(lived.Count, 9, 40);
        Assert.Equal(lived, dry.Crossings.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.AtMs}|{c.SeatId}|{c.Stage.Id}|{c.Crossing}|{(int)c.Move}|{c.Scope}|{c.Consumed.Value}|{(c.IsSilenced ? 1 : 0)}|{(c.AskedOverage is null ? 0 : 1)}")));
        Assert.Equal(told, dry.Messages.Select(m => Text(m.AtMs, m.Delivery.Recipient, m.Delivery.Letter)).Order(StringComparer.Ordinal));
        Assert.Contains(dry.Messages, m => m.Delivery.Letter is EscalationLetter);
        Assert.Contains(dry.Crossings, c => c.Move is StageMove.Seeded);
        Assert.Contains(dry.Crossings, c => c.Move is StageMove.Recovered);
    }

    [Theory, BothDatabases]
    public async Task Projected_stages_are_those_of_life_where_life_projects_once_a_day(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        var random = new Random(11);
        for (var day = 1; day <= 30; day++)
        {
            var at = Start + (day * Day);
            await test.Usage.WriteAtAsync(test.Usage.SourceId, at, [Use($"a{day}", at - (12 * Hour), Cents(random, day < 12 ? 900 : 250)), Use($"b{day}", at - (7 * Hour), Cents(random, 600), "bob@example.org")]);
            await test.Database.Books.RollForwardAsync(at);
            if (day < 30)
            {
                await test.Database.Runbook.EvaluateAsync(at);
            }
        }

        var lived = await test.Usage.QueryAsync("SELECT decided_at_ms, account_id, crossing, move, ROUND(CAST(exhaust_probability * 1000000 AS NUMERIC)) FROM stage_crossing WHERE stage_id = 'projected-50' ORDER BY id");

        var dry = await DryRunner.RunAsync(test.Database, new DryRunRequest(November), Start + (30 * Day));

        Assert.NotEmpty(lived);
        Assert.Equal(
            lived.Select(l => l.Split('.')[0]),
            dry.Crossings.Where(c => c.Stage.Kind is StageKind.ProjectedToExhaust).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.AtMs}|{c.SeatId}|{c.Crossing}|{(int)c.Move}|{Math.Round(c.ExhaustionProbability!.Value * 1_000_000):0}")));
    }

    [Theory, BothDatabases]
    public async Task The_gate_of_a_dry_run_denies_only_while_overage_is_off_or_its_cap_is_used(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.DecideAsync(Start + (2 * Day), new OverageDecided(test.Ada, true, Nanodollars.FromUsd(10), Start + (20 * Day)));
        await test.WriteAsync(Use("a", Start + Day, "101"), Use("b", Start + (4 * Day), "10"));
        await test.WriteAsync(Use("c", Start + Day, "101", "bob@example.org"));

        var dry = await DryRunner.RunAsync(test.Database, new DryRunRequest(November) { Arrival = DryRunArrival.AtOnce }, Noon);

        Assert.Equal(
            [
                ("Ada", AdmissionDecision.Deny, Start + Day, Start + (2 * Day)),
                ("Ada", AdmissionDecision.AllowOverage, Start + (2 * Day), Start + (4 * Day)),
                ("Ada", AdmissionDecision.Deny, Start + (4 * Day), Noon + 1),
                ("Bob", AdmissionDecision.Deny, Start + Day, Noon + 1),
            ],
            dry.Gates.Select(g => (g.Name, g.Answer.Decision, g.FromMs, g.ToMs)));
    }

    [Theory, BothDatabases]
    public async Task Another_runbook_is_tried_on_the_same_cycle_and_nothing_is_written(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "60"), Use("b", Start + (2 * Day), "37"), Use("c", Start + (3 * Day), "3"), Use("d", Start + Day, "30", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        var before = await CountsAsync(test);
        var edited = new RunbookRules { Stages = [new() { Stage = Stage.AtPercent(25), Mail = StageMail.SeatHolder, Gate = GateAnswer.Warn }, new() { Stage = Stage.WhenExhausted(), Gate = GateAnswer.Deny, Mail = StageMail.Finance }] };

        var dry = await DryRunner.RunAsync(test.Database, new DryRunRequest(November) { Arrival = DryRunArrival.AtOnce, Rules = DryRunRules.Edited, EditedRules = edited }, Noon);
        var bobs = await DryRunner.RunAsync(test.Database, new DryRunRequest(November) { Arrival = DryRunArrival.AtOnce, Rules = DryRunRules.Edited, SeatId = test.Bob, EditedRules = edited }, Noon);
        var mine = await DryRunner.RunAsync(test.Database, new DryRunRequest(November) { Arrival = DryRunArrival.AtOnce, Rules = DryRunRules.Edited, EditedRules = edited, Within = new SeatsWithin([], "bob@example.org") }, Noon);
        var other = await DryRunner.RunAsync(test.Database, new DryRunRequest(new DateOnly(2026, 8, 1)), Noon);

        Assert.Equal(["Ada at-25 +1", "Bob at-25 +1", "Ada exhausted +3"], dry.Crossings.OrderBy(c => c.AtMs).ThenBy(c => c.SeatId).Select(c => $"{c.Name} {c.Stage.Id} +{(c.AtMs - Start) / Day}"));
        Assert.Equal(["ada@example.org", "bob@example.org", "money@example.org"], dry.Messages.Select(m => m.Delivery.Recipient));
        Assert.Equal(
            [("Ada", AdmissionDecision.Warn, Start + Day, Start + (3 * Day)), ("Ada", AdmissionDecision.Deny, Start + (3 * Day), Noon + 1), ("Bob", AdmissionDecision.Warn, Start + Day, Noon + 1)],
            dry.Gates.Select(g => (g.Name, g.Answer.Decision, g.FromMs, g.ToMs)));
        Assert.Equal(["Ada at-80", "Ada at-95", "Ada exhausted", "Bob at-25"], bobs.Crossings.Select(c => $"{c.Name} {c.Stage.Id}").Order(StringComparer.Ordinal));
        Assert.Equal((1, "Bob"), (mine.Accounts, Assert.Single(mine.Crossings).Name));
        Assert.Equal(DryRun.None, other);
        Assert.Equal(before, await CountsAsync(test));
    }

    [Theory, BothDatabases]
    public async Task A_stage_recommends_the_plan_that_would_have_fitted_and_says_why(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.DecideAsync(
            Start + 2,
            new SeatFeeSet(new Credits.Programmes.SeatFeeRow("max-5x", Credits.Programmes.FeeTerm.Monthly, Nanodollars.FromUsd(100), new DateOnly(2026, 1, 1), "us")),
            new SeatFeeSet(new Credits.Programmes.SeatFeeRow("max-20x", Credits.Programmes.FeeTerm.Monthly, Nanodollars.FromUsd(150), new DateOnly(2026, 1, 1), "us")));
        for (var (at, month) = (Start + Day, 0); month < 3; at += 31 * Day, month++)
        {
            await test.Usage.WriteAtAsync(test.Usage.SourceId, at, [Use($"m{month}", at, "300"), Use($"n{month}", at, "101", "bob@example.org")]);
            await test.Database.Books.RollForwardAsync(at);
            await test.Database.Runbook.EvaluateAsync(at);
        }

        var lines = (await test.Database.Outbox.ReadAsync(new DeliveryQuery(Kind: StageLetter.KindName, Limit: 500)))
            .SelectMany(d => ((StageLetter)d.Letter!).Lines.Where(l => l.StageId == "exhausted")).DistinctBy(l => (l.Name, l.CycleStart)).OrderBy(l => l.CycleStart).ThenBy(l => l.Name, StringComparer.Ordinal).ToList();

        Assert.Equal([null, null, null, null, "Max 20x", null], lines.Select(l => l.RecommendedPlan));
        Assert.Contains("Max 20x was the cheapest over 2 cycles", lines[4].RecommendedBecause, StringComparison.Ordinal);
    }

    private static string Cents(Random random, int most) => (random.Next(1, most) / 100m).ToString(CultureInfo.InvariantCulture);

    private static string Text(long at, string recipient, Letter letter) => letter switch
    {
        StageLetter l => $"{at} {recipient} {string.Join(' ', l.Lines.Select(x => $"{x.Name}:{x.StageId}:{x.Move}:{x.Consumed}:{x.Gate}:{x.AskedOverage}"))}",
        EscalationLetter l => $"{at} {recipient} since {l.SinceMs} {string.Join(' ', l.Lines.Select(x => $"{x.Name}:{x.StageId}:{x.Consumed}"))}",
        _ => $"{at} {recipient} {letter.Kind}",
    };

    private static async Task<string> CountsAsync(BooksTest test) => string.Join(
        ',', await test.Usage.QueryAsync("SELECT (SELECT COUNT(*) FROM stage_crossing), (SELECT COUNT(*) FROM outbox), (SELECT COUNT(*) FROM decision), (SELECT COUNT(*) FROM audit_entry), (SELECT COUNT(*) FROM projection)"));
}
