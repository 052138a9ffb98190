using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Runbooks.MonthOracle;

namespace Dashboard.Storage.Tests.Runbooks;

/// <summary>A month of 200 seats on a moved clock: every decision and every message against a second implementation.</summary>
public sealed class SimulatedMonthTests
{
    private const int Seats = 200;
    private const long Hour = 3_600_000;
    private static readonly TimeSpan Berlin = TimeSpan.FromHours(1);

    /// <summary>2026-11-01 00:00 in Berlin.</summary>
    private static readonly long Begin = new DateTimeOffset(2026, 11, 1, 0, 0, 0, Berlin).ToUnixTimeMilliseconds();

    private readonly Random _random = new(20261101);
    private readonly OracleSettings _settings = new();
    private readonly List<OracleSeat> _seats = [];
    private readonly MonthOracle _oracle = new();
    private OracleSeat? _driven;
    private int _uses;

    [Theory, BothDatabases]
    public async Task A_month_of_200_seats_decides_and_tells_what_a_second_runbook_does(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await SetUpAsync(test);
        var (decisions, messages) = (0, 0);
        for (var now = Begin + 1; now < Begin + (33 * Records.Day); now += 4 * Hour)
        {
            await ChangeAsync(test, now);
            await UseAsync(test, now);
            await test.Database.Books.RollForwardAsync(now);
            var (crossingsBefore, outboxBefore) = (await LastAsync(test, "stage_crossing"), await LastAsync(test, "outbox"));
            await test.Database.Runbook.EvaluateAsync(now);

            var projections = (await test.QueryAsync("SELECT seat_id, exhaust_probability, active_days FROM projection WHERE seat_id > 0")).Select(r => r.Split('|')).ToDictionary(
                r => int.Parse(r[0], CultureInfo.InvariantCulture), r => (P: r[1] == "-" ? (double?)null : double.Parse(r[1], CultureInfo.InvariantCulture), Days: int.Parse(r[2], CultureInfo.InvariantCulture)));
            var expected = _oracle.Step(now, _settings, _seats, seat => projections.GetValueOrDefault(seat), Berlin);
            Assert.Equal(expected.Decisions, await DecisionsAsync(test, crossingsBefore));
            Assert.Equal(expected.Messages, await MessagesAsync(test, outboxBefore));
            decisions += expected.Decisions.Count;
            messages += expected.Messages.Count;
        }

        // Half a point decides: with another distance the driven seat would cross once.
        Assert.Equal(["1", "2", "3"], (await test.QueryAsync($"SELECT crossing FROM stage_crossing WHERE account_id = {_driven!.Id} AND stage_id = 'at-80' AND decided_at_ms < {Begin + (59 * 4 * Hour)}")));

        // Nothing to compare would be no comparison.
        Assert.True(decisions > 400 && messages > 300, $"{decisions} decisions, {messages} messages");
        Assert.Equal(decisions, await test.NumberAsync("SELECT COUNT(*) FROM stage_crossing"));
        Assert.Equal(["1", "2", "3"], await test.QueryAsync("SELECT DISTINCT move FROM stage_crossing"));
        Assert.Equal(["1", "2", "3"], await test.QueryAsync("SELECT DISTINCT kind FROM stage_crossing"));
        Assert.Equal(["escalation|1", "stages|1", "stages|2"], await test.QueryAsync("SELECT DISTINCT kind, channel FROM outbox WHERE kind IN ('stages', 'escalation')"));
    }

    private async Task SetUpAsync(UsageTest test)
    {
        var plans = new (string Id, decimal Allowance)[] { ("pro", 20), ("max-5x", 100), ("max-20x", 200), ("team-premium", 100) };
        var bodies = new List<DecisionBody> { new OrganisationCreated("Example", "Europe/Berlin", new DateOnly(2026, 10, 1)), new ProgrammeChosen("agent-sdk-credit", ProgrammeMode.Enforced) };
        for (var i = 1; i <= Seats; i++)
        {
            var (plan, allowance) = plans[_random.Next(plans.Length)];
            var (team, anchor) = ($"team-{i % 10}", _random.Next(3) == 0 ? 1 + _random.Next(28) : 1);
            long? claimed = _random.Next(12) == 0 ? (_random.Next(2) == 0 ? null : Begin + (_random.Next(20) * Records.Day) + 7) : Begin - (40 * Records.Day);
            _seats.Add(new OracleSeat(i, $"seat{i}@example.org", team, anchor, allowance, claimed));
            bodies.Add(new SeatAdded(-i, $"seat{i}@example.org", "", plan, team, null, anchor, new DateOnly(2026, 1, 1)));
        }

        await test.Database.Decisions.AppendAsync(Begin - (45 * Records.Day), [.. bodies]);
        await test.Database.Decisions.AppendAsync(
            [.. _seats.Where(s => s.ClaimedMs < Begin).Select(s => new NewDecision(new CreditClaimed(s.Id, "agent-sdk-credit"), s.ClaimedMs!.Value))], "test", Begin - (40 * Records.Day));
        _settings.Owners.Add("owner@example.org");
        _settings.Finance.AddRange(["money@example.org", "cents@example.org"]);
        for (var t = 0; t < 8; t++)
        {
            _settings.Admins[$"team-{t}"] = [.. Enumerable.Range(0, 1 + (t % 2)).Select(n => $"lead{t}{n}@example.org")];
        }

        _settings.Muted["seat7@example.org"] = ["StageAlerts"];
        _settings.Muted["money@example.org"] = ["Recovered"];
        _settings.Muted["lead10@example.org"] = ["ProjectedExhaustion", "StageAlerts"];
        await test.Database.Decisions.AppendAsync(
            Begin - (40 * Records.Day),
            [
                new RoleGranted("owner@example.org", Role.Owner), .. _settings.Finance.Select(f => new RoleGranted(f, Role.Finance)),
                .. _settings.Admins.SelectMany(t => t.Value.Select(person => new RoleGranted(person, Role.TeamAdmin, t.Key))),
            ]);
        foreach (var (person, kinds) in _settings.Muted)
        {
            await test.QueryAsync($"INSERT INTO mail_preference (person, digest, weekday, minute_of_day, muted, changed_at_ms) VALUES ('{person}', 0, 1, 0, '{string.Join(' ', kinds)}', 0)");
        }

        _settings.Organisation =
        [
            new("at-80", '%', 80, "h", [], [], null), new("at-95", '%', 95, "ht", [], [], null), new("projected-50", 'p', 50, "ht", [], [], null), new("exhausted", 'x', 100, "htf", [], [], 24 * 60),
        ];
        _settings.Versions.Add((null, null, _settings.Organisation));

        // A seat that nobody uses is driven by hand to the exact points.
        _driven = _seats.First(s => s.Id % 7 == 0 && s.Id % 9 != 0 && s.Team is not "team-3" and not "team-4" && s.Anchor == 1 && s.ClaimedMs < Begin);
        await test.Database.Books.RollForwardAsync(Begin - 1);
        await test.Database.Runbook.EvaluateAsync(Begin - 1);
        _oracle.Step(Begin - 1, _settings, _seats, _ => default, Berlin);
    }

    /// <summary>Runs of the last hours: most arrive at once, some days later in a burst.</summary>
    private async Task UseAsync(UsageTest test, long now)
    {
        var records = new List<UsageRecord>();
        foreach (var seat in _seats)
        {
            // Some seats burn fast, some never; weekends are quiet.
            var appetite = seat.Id % 7 == 0 ? 0 : seat.Id % 5 == 0 ? 0.55 : 0.25;
            if (_random.NextDouble() > appetite)
            {
                continue;
            }

            var amount = Math.Round(seat.Allowance * (decimal)(_random.NextDouble() * 0.03), 9);
            var isLate = _random.Next(30) == 0;
            var at = now - 1 - _random.Next((int)(isLate ? 60 * Hour : 4 * Hour));
            seat.Events.Add((at, now, amount));
            records.Add(BooksTest.Use($"use-{_uses++}", at, amount.ToString(CultureInfo.InvariantCulture), seat.Email));
        }

        if (records.Count > 0)
        {
            await test.WriteAtAsync(test.SourceId, now, records);
        }
    }

    private async Task ChangeAsync(UsageTest test, long now)
    {
        var step = (int)((now - Begin) / (4 * Hour));
        var bodies = new List<DecisionBody>();
        foreach (var seat in _seats.Where(s => s.ClaimedMs is { } at && at > now - (4 * Hour) && at <= now && at > Begin))
        {
            await test.Database.Decisions.AppendAsync([new NewDecision(new CreditClaimed(seat.Id, "agent-sdk-credit"), seat.ClaimedMs!.Value)], "test", now);
        }

        switch (step)
        {
            case 20:
                _settings.Teams["team-3"] = [new("at-60", '%', 60, "to", ["extra@example.org"], ["ops"], 90), new("exhausted", 'x', 100, "f", [], ["ops", "pager"], null)];
                _settings.Versions.Add(("team-3", null, _settings.Teams["team-3"]));
                bodies.Add(new RunbookSet("team-3", null, Rules(_settings.Teams["team-3"])));
                break;
            case 40:
                _settings.Seats[15] = [new("at-10", '%', 10, "h", [], [], null), new("projected-30", 'p', 30, "o", [], [], null)];
                _settings.Versions.Add((null, 15, _settings.Seats[15]));
                bodies.Add(new RunbookSet(null, 15, Rules(_settings.Seats[15])));
                break;
            case 60:
                _settings.Organisation = [.. _settings.Organisation, new("at-50", '%', 50, "tf", [], ["ops"], null)];
                _settings.Versions.Add((null, null, _settings.Organisation));
                bodies.Add(new RunbookSet(null, null, Rules(_settings.Organisation)));
                break;
            case 80:
                _settings.Silences.Add(("team-4", null, null, now, now + (6 * Records.Day)));
                _settings.Silences.Add((null, null, "at-80", now, now + (2 * Records.Day)));
                bodies.AddRange([new SilenceSet("team-4", null, null, now + (6 * Records.Day)), new SilenceSet(null, null, "at-80", now + (2 * Records.Day))]);
                break;
            case 100:
                _settings.Teams.Remove("team-3");
                bodies.Add(new RunbookSet("team-3", null, null));
                break;
            case 110:
                foreach (var seat in _seats.Where(s => s.Id % 9 == 0))
                {
                    seat.Team = "team-1";
                    bodies.Add(new SeatTeamChanged(seat.Id, "team-1"));
                }

                break;
        }

        await DriveAsync(test, step, now, bodies);
        if (step > 30 && step % 6 == 0)
        {
            // What was drawn by mistake is given back; only where something was drawn in this cycle for long.
            foreach (var seat in _seats.Where(s => s is { Anchor: 1 } && s != _driven && s.ClaimedMs < Begin && s.Events.Where(e => e.AtMs >= Begin).Sum(e => e.Amount) > s.Allowance * 0.8m).Where(_ => _random.Next(4) == 0 && now < Begin + (29 * Records.Day)))
            {
                var amount = Math.Round(seat.Allowance * 0.3m, 2);
                seat.Back.Add((now, amount));
                bodies.Add(new LedgerAdjusted(seat.Id, LedgerMove.Draw, true, Records.Usd(amount.ToString(CultureInfo.InvariantCulture))));
            }
        }

        if (bodies.Count > 0)
        {
            await test.Database.Decisions.AppendAsync(now, [.. bodies]);
        }
    }

    /// <summary>80% and exactly five points less, which arms nothing again; half a point less, which does; and up again.</summary>
    private async Task DriveAsync(UsageTest test, int step, long now, List<DecisionBody> bodies)
    {
        var seat = _driven!;
        if (step is 50 or 58)
        {
            var amount = seat.Allowance * (step == 50 ? 0.8m : 0.055m);
            seat.Events.Add((now - 1, now, amount));
            await test.WriteAtAsync(test.SourceId, now, [BooksTest.Use($"use-{_uses++}", now - 1, amount.ToString(CultureInfo.InvariantCulture), seat.Email)]);
        }
        else if (step is 52 or 54)
        {
            var amount = seat.Allowance * (step == 52 ? 0.05m : 0.005m);
            seat.Back.Add((now, amount));
            bodies.Add(new LedgerAdjusted(seat.Id, LedgerMove.Draw, true, Records.Usd(amount.ToString(CultureInfo.InvariantCulture))));
        }
    }

    private static RunbookRules Rules(IEnumerable<OracleStage> stages) => new()
    {
        Stages =
        [
            .. stages.Select(s => new RunbookStage
            {
                Stage = s.Kind switch { '%' => Stage.AtPercent(s.Threshold), 'p' => Stage.WhenProjected(s.Threshold), _ => Stage.WhenExhausted() },
                Mail = s.To.Aggregate(StageMail.None, (all, c) => all | c switch { 'h' => StageMail.SeatHolder, 't' => StageMail.TeamAdmins, 'f' => StageMail.Finance, _ => StageMail.Owners }),
                ExtraMail = [.. s.Extra],
                Webhooks = [.. s.Hooks],
                EscalateAfterMinutes = s.EscalateMinutes,
            }),
        ],
    };

    private static Task<long> LastAsync(UsageTest test, string table) => test.NumberAsync($"SELECT COALESCE(MAX(id), 0) FROM {table}");

    private static async Task<List<string>> DecisionsAsync(UsageTest test, long after) =>
    [
        .. (await test.QueryAsync($"SELECT account_id, cycle_start, stage_id, crossing, move FROM stage_crossing WHERE id > {after}")).Select(Dated).Order(StringComparer.Ordinal),
    ];

    private static async Task<List<string>> MessagesAsync(UsageTest test, long after) =>
    [
        .. (await test.QueryAsync(
            "SELECT o.kind, o.channel, o.recipient, c.account_id, c.cycle_start, c.stage_id, c.crossing, c.move FROM outbox o JOIN outbox_crossing x ON x.outbox_id = o.id JOIN stage_crossing c ON c.id = x.crossing_id "
            + $"WHERE o.id > {after} AND o.kind IN ('stages', 'escalation')"))
            .Select(r => r.Split('|', 4))
            .GroupBy(r => $"{r[0]} {(r[1] == "2" ? "hook " : "")}{r[2]}", r => Dated(r[3]))
            .Select(g => $"{g.Key}: {string.Join(", ", g.Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal),
    ];

    private static string Dated(string row)
    {
        var parts = row.Split('|');
        parts[1] = new DateOnly(1970, 1, 1).AddDays(int.Parse(parts[1], CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return string.Join('|', parts);
    }
}
