using System.Globalization;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.DryRuns;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Tests.Programmes;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

/// <summary>
/// A month on a moved clock, with everything that goes wrong: a source that falls silent, usage that stays away altogether and arrives late. What
/// the dry run tells of it afterwards is compared with what was really put into the outbox: to whom, when, and every word and figure of it.
/// </summary>
public sealed class DryRunOfLifeTests
{
    private const long Hour = 3_600_000, Minute = 60_000;
    private static readonly DateOnly November = new(2026, 11, 1);

    private static readonly RunbookRules Rules = new()
    {
        Stages =
        [
            new() { Stage = Stage.AtPercent(50), Mail = StageMail.SeatHolder },
            new() { Stage = Stage.AtPercent(80), Mail = StageMail.SeatHolder | StageMail.TeamAdmins, Gate = GateAnswer.Warn, EscalateAfterMinutes = 10 * 60 },
            new() { Stage = Stage.WhenProjected(50), Mail = StageMail.SeatHolder | StageMail.Finance },
            new() { Stage = Stage.WhenProjected(20), Mail = StageMail.Finance },
            new() { Stage = Stage.AtPercent(95), Mail = StageMail.Finance, Webhooks = ["ci"], AskOverageUpTo = Nanodollars.FromUsd(10), Gate = GateAnswer.Throttle, ThrottleSeconds = 30 },
            new() { Stage = Stage.WhenExhausted(), Mail = StageMail.Owners | StageMail.SeatHolder, Gate = GateAnswer.Deny, EscalateAfterMinutes = 24 * 60, RecommendPlan = true },
        ],
    };

    [Theory, BothDatabases]
    public async Task A_month_with_a_stale_seat_and_a_silence_of_all_usage_is_told_again_letter_by_letter(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        var (desk, builds) = (await test.Log.RegisterSourceAsync("desk", "folder", Start), await test.Log.RegisterSourceAsync("builds", "rest", Start));
        var life = new Life(test.Database, test.Usage);
        var random = new Random(23);
        var late = new List<UsageRecord>();
        var decisions = new Dictionary<int, DecisionBody[]>
        {
            [1] = [new RunbookSet(null, null, Rules), new DeadManSet(30, 15)],
            [150] = [new LedgerAdjusted(test.Ada, LedgerMove.Draw, false, Nanodollars.FromUsd(35))],
            [155] = [new RunbookSet("Blue", null, new RunbookRules { Stages = [.. Rules.Stages, new() { Stage = Stage.AtPercent(30), Mail = StageMail.Finance }] })],
            [200] = [new SourceWindowSet(builds, 60)],
            [322] = [new LedgerAdjusted(test.Bob, LedgerMove.Draw, false, Nanodollars.FromUsd(38))],
            [335] = [new LedgerAdjusted(test.Ada, LedgerMove.Draw, true, Nanodollars.FromUsd(30))],
            [340] = [new RoleGranted("second@example.org", Role.Owner)],
            [420] = [new LedgerAdjusted(test.Bob, LedgerMove.Draw, true, Nanodollars.FromUsd(20))],
            [500] = [new SilenceSet(null, test.Bob, null, Start + (560 * Hour))],
            [600] = [new DeadManSet(12, 15)],
        };
        for (var hour = 1; hour < 30 * 24; hour++)
        {
            var at = Start + (hour * Hour);
            await life.DecideAsync(at, decisions.GetValueOrDefault(hour, []));

            // From 300 on nothing arrives for 50 hours, and from 610 on for 20; what happens meanwhile is sent afterwards.
            var isSilent = hour is >= 300 and < 350 or >= 610 and < 630;
            var ada = random.Next(5) == 0 ? Use($"a{hour}", at - random.Next(1, 40) * Minute, Cents(random, 130)) : null;
            var bob = random.Next(3) == 0 ? Use($"b{hour}", at - random.Next(1, 40) * Minute, Cents(random, 110), "bob@example.org") : null;
            late.AddRange(isSilent ? new[] { ada, bob }.OfType<UsageRecord>() : []);
            if (!isSilent && late.Count > 0)
            {
                await life.WriteAsync(builds, at, [.. late]);
                late.Clear();
            }

            // Ada's source is silent for two days; Bob's is not.
            if (!isSilent && hour is not (>= 110 and < 160) && ada is not null)
            {
                await life.WriteAsync(desk, at, ada);
            }

            if (!isSilent && bob is not null)
            {
                await life.WriteAsync(builds, at, bob);
            }

            await life.PassAsync(at);
        }

        var (lived, told) = await life.EndAsync(Start + (30L * 24 * Hour));
        var dry = await DryRunner.RunAsync(test.Database, new DryRunRequest(November), Start + (30L * 24 * Hour));

        Assert.Equal(lived, dry.Crossings.Select(Text));
        Assert.Equal(told, Texts(dry.Messages.Select(m => (m.AtMs, m.Delivery.Channel, m.Delivery.Recipient, m.Delivery.Letter))));

        // Nothing to compare would be no comparison: stale meanwhile, held meanwhile, escalated late, and the dead man twice.
        Assert.DoesNotContain(dry.Crossings, c => c.SeatId == test.Ada && c.AtMs > Start + (140 * Hour) && c.AtMs < Start + (160 * Hour));
        Assert.Contains(dry.Crossings, c => c.SeatId == test.Ada && c.AtMs >= Start + (160 * Hour) && c.AtMs <= Start + (166 * Hour));
        Assert.DoesNotContain(dry.Crossings, c => c.AtMs > Start + (330 * Hour) && c.AtMs < Start + (350 * Hour));
        Assert.Contains(dry.Messages, m => m.Delivery.Letter is EscalationLetter e && e.SinceMs == Start + (322 * Hour) && m.AtMs == Start + (350 * Hour));
        Assert.Equal(4, dry.Messages.Where(m => m.Delivery.Letter is DeadManLetter).Select(m => m.AtMs).Distinct().Count());
        Assert.Contains(dry.Messages, m => m.Delivery.Letter is ApprovalLetter);
        Assert.Equal(["Entered", "Recovered", "Seeded"], dry.Crossings.Select(c => c.Move.ToString()).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(dry.Crossings, c => c.Stage.Kind is StageKind.ProjectedToExhaust && c.AtMs % Day != 0);
    }

    [Theory, BothDatabases]
    public async Task A_month_of_a_shared_account_is_told_again_letter_by_letter_with_its_projections(DatabaseProvider provider)
    {
        await using var test = await PoolTest.CreateAsync(provider, standard: 2, premium: 1);
        await test.Log.AppendAsync(Start, new RoleGranted("owner@example.org", Role.Owner), new RoleGranted("money@example.org", Role.Finance), new RoleGranted("ops@example.org", Role.Platform));
        var life = new Life(test.Database, test.Usage);
        await life.PassAsync(Start);
        var random = new Random(5);
        var late = new List<UsageRecord>();
        var decisions = new Dictionary<int, DecisionBody[]>
        {
            [1] = [new RunbookSet(null, null, new RunbookRules { Stages = [.. Rules.Stages, new() { Stage = Stage.AtShare(60), Mail = StageMail.SeatHolder | StageMail.Finance, EscalateAfterMinutes = 12 * 60 }] }), new DeadManSet(20, 15)],
            [400] = [new LedgerAdjusted(Organisation.PoolAccount, LedgerMove.Draw, true, Nanodollars.FromUsd(45))],
            [450] = [new SeatAdded(-1, "late@example.org", "Late", "team-standard", "Blue", null, 1, new DateOnly(2026, 11, 19))],
        };
        for (var hour = 1; hour < 30 * 24; hour++)
        {
            var at = Start + (hour * Hour);
            await life.DecideAsync(at, decisions.GetValueOrDefault(hour, []));
            var isSilent = hour is >= 200 and < 230;
            var run = random.Next(3) == 0
                ? PoolTest.Run($"r{hour}", at - random.Next(1, 50) * Minute, Cents(random, hour < 300 ? 180 : 60), random.Next(3) switch { 0 => "standard1@example.org", 1 => "premium1@example.org", _ => null }) : null;
            late.AddRange(run is not null ? [run] : []);
            if (!isSilent && late.Count > 0)
            {
                await life.WriteAsync(test.Usage.SourceId, at, [.. late]);
                late.Clear();
            }

            await life.PassAsync(at);
        }

        var (lived, told) = await life.EndAsync(Start + (30L * 24 * Hour));
        var dry = await DryRunner.RunAsync(test.Database, new DryRunRequest(November), Start + (30L * 24 * Hour));

        Assert.Equal(lived, dry.Crossings.Select(Text));
        Assert.Equal(told, Texts(dry.Messages.Select(m => (m.AtMs, m.Delivery.Channel, m.Delivery.Recipient, m.Delivery.Letter))));
        Assert.All(dry.Crossings, c => Assert.Equal(c.Stage.Kind is StageKind.Share, c.SeatId != Organisation.PoolAccount));
        Assert.Contains(dry.Crossings, c => c.Stage.Kind is StageKind.Share);
        Assert.Contains(dry.Crossings, c => c.Stage.Kind is StageKind.ProjectedToExhaust && c.Move is StageMove.Entered);
        Assert.Contains(dry.Crossings, c => c.Stage.Kind is StageKind.ProjectedToExhaust && c.Move is StageMove.Recovered);
        Assert.Contains(dry.Messages, m => m.Delivery.Letter is DeadManLetter { IsOver: true });
    }

    private static string Cents(Random random, int most) => (random.Next(1, most) / 100m).ToString(CultureInfo.InvariantCulture);

    private static string Text(DryRunCrossing c) => string.Create(
        CultureInfo.InvariantCulture, $"{(c.AtMs - Start) / (double)Hour}|{c.SeatId}|{c.Stage.Id}|{c.Crossing}|{(int)c.Move}|{c.Scope}|{c.Consumed.Value}|{(c.IsSilenced ? 1 : 0)}|{(c.AskedOverage is null ? 0 : 1)}");

    /// <summary>Whole letters, but for the number of a request for overage: a dry run asks nobody.</summary>
    private static IEnumerable<string> Texts(IEnumerable<(long AtMs, DeliveryChannel Channel, string Recipient, Letter Letter)> sent) => sent
        .Select(s => string.Create(CultureInfo.InvariantCulture, $"{(s.AtMs - Start) / (double)Hour:0000.000} {s.Channel} {s.Recipient} {LetterJson.Write(s.Letter is ApprovalLetter a ? a with { RequestId = 0 } : s.Letter)}"))
        .Order(StringComparer.Ordinal);

    /// <summary>What the server does, in its order.</summary>
    private sealed class Life(Database database, UsageTest usage)
    {
        private readonly Dictionary<int, long> _heard = [];
        private bool _isChanged = true;

        public async Task DecideAsync(long at, DecisionBody[] bodies)
        {
            if (bodies.Length > 0)
            {
                var result = await database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, NewDecision.WhenBooked, "because"))], "owner@example.org", at);
                Assert.IsType<AppendResult.Appended>(result);
                _isChanged = true;
            }
        }

        public Task<Writes.WriteOutcome> WriteAsync(int source, long at, params UsageRecord[] records)
        {
            (_isChanged, _heard[source]) = (true, at);
            return usage.WriteAtAsync(source, at, records);
        }

        public async Task PassAsync(long at)
        {
            // Time is followed every minute; where nothing is due it changes nothing, and is left out to save the time.
            if (_isChanged || at % Day == 0 || _heard.Values.Any(h => at == h + (24 * Hour) || at == h + (60 * Hour)))
            {
                await database.Books.RollForwardAsync(at);
                _isChanged = false;
            }

            await database.Runbook.EvaluateAsync(at);
            await database.DeadMan.WatchAsync(at + Minute);
        }

        public async Task<(List<string> Crossings, IEnumerable<string> Letters)> EndAsync(long end)
        {
            var crossings = (await usage.QueryAsync(
                    "SELECT decided_at_ms, account_id, stage_id, crossing, move, scope, consumed, CASE WHEN silence_id IS NULL THEN 0 ELSE 1 END, CASE WHEN request_id IS NULL THEN 0 ELSE 1 END FROM stage_crossing ORDER BY id"))
                .Select(r => r.Split('|', 2)).Select(r => string.Create(CultureInfo.InvariantCulture, $"{(long.Parse(r[0], CultureInfo.InvariantCulture) - Start) / (double)Hour}|{r[1]}")).ToList();
            var letters = await database.Outbox.ReadAsync(new DeliveryQuery(Limit: 500));
            Assert.InRange(letters.Count, 10, 499);
            await database.Books.RollForwardAsync(end);
            return (crossings, Texts(letters.Select(d => (d.CreatedAtMs, d.Channel, d.Recipient, d.Letter!))));
        }
    }
}
