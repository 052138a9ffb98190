using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>Goes through the cycle of an account, posting by posting, and tells the instants at which a stage is reached or left.</summary>
internal sealed class DryRunReadings(Sql sql, DryRunPast past, DryRunHistory? history, IReadOnlyList<Stage> stages, IReadOnlyDictionary<int, List<(int Day, LedgerFlows Flows)>> days, long nowMs)
{
    private readonly AccountEvents _events = new(past.Now);
    private readonly List<Stage> _exact = [.. stages.Where(s => s.Kind is not StageKind.ProjectedToExhaust)];

    /// <summary>The daily sums of all accounts from a day on until another (excluded), without what expired: that is the end of the cycle before.</summary>
    public static async Task<Dictionary<int, List<(int Day, LedgerFlows Flows)>>> DaysAsync(Sql sql, DateOnly from, DateOnly to) => (await sql.QueryAsync(
            "SELECT account_id, day, granted, consumed, overage, uncovered, voided FROM account_day WHERE day >= @from AND day < @to ORDER BY account_id, day",
            r => (Account: r.GetInt32(0), Day: r.GetInt32(1), Flows: new LedgerFlows { Granted = new(r.GetInt64(2)), Consumed = new(r.GetInt64(3)), Overage = new(r.GetInt64(4)), Uncovered = new(r.GetInt64(5)), Voided = new(r.GetInt64(6)) }),
            ("@from", StoredDay.Of(from)), ("@to", StoredDay.Of(to))))
        .GroupBy(d => d.Account, d => (d.Day, d.Flows)).ToDictionary(g => g.Key, g => g.ToList());

    public async Task<List<DryRunPoint>> OfAsync(DryRunAccount account)
    {
        var until = Math.Min(nowMs + 1, account.EndMs);
        var setup = past.Now.AccountOf(account.Id);
        var cycle = setup.Calendar.At(account.StartMs);
        var terms = setup.TermsOf(cycle);
        var zone = setup.Calendar.ZoneOf(cycle);
        var steps = MayCross(account) ? await ReplayAsync(account, setup, until) : ByDay(account, zone);
        var points = new List<DryRunPoint>();
        var walk = new Walk(account, terms, past.Now, stages);
        var next = 0;
        var mornings = history is null || account.Id == Organisation.PoolAccount ? [] : Mornings(account, zone, until).ToList();
        var forced = past.ChangesOf(account.Id, account.StartMs, until).ToHashSet();
        foreach (var at in steps.Select(s => s.AtMs).Concat(mornings.Select(m => m.AtMs)).Concat(forced).Concat(OverageTurns(account, until)).Where(t => t < until).Distinct().Order().ToList())
        {
            for (; next < steps.Count && steps[next].AtMs <= at; next++)
            {
                walk.Flows = steps[next].Flows;
            }

            if (mornings.Count > 0 && mornings[0].AtMs == at)
            {
                walk.Projection = past.Now.Seats.TryGetValue(account.Id, out var seat) && walk.Flows.Available.IsPositive
                    ? await history!.ProjectAsync(seat, account, mornings[0].Day, at, walk.Flows.Used, walk.Flows.Granted - walk.Flows.Voided) : walk.Projection;
                mornings.RemoveAt(0);
            }

            if (walk.Look(at) || forced.Contains(at))
            {
                points.Add(new DryRunPoint(at, walk.Account(at), walk.OverageLeft(at)));
            }
        }

        return points;
    }

    /// <summary>When overage is turned on or off: what the gate answers may change, though nothing is used.</summary>
    private IEnumerable<long> OverageTurns(DryRunAccount account, long until) =>
        (past.Now.Seats.GetValueOrDefault(account.Id)?.Overage.Decisions ?? []).SelectMany(d => new[] { d.FromMs, d.UntilMs ?? long.MaxValue }).Where(at => at >= account.StartMs && at < until);

    /// <summary>Whether the account can have met a stage of its figures: only then its events are read. Within a day without a person's posting or a second grant, consumption only grows.</summary>
    private bool MayCross(DryRunAccount account)
    {
        if (account.Id == Organisation.PoolAccount || past.Now.Manual.ContainsKey(account.Id))
        {
            return true;
        }

        var sum = LedgerFlows.Zero;
        var grants = 0;
        foreach (var (_, flows) in Within(account))
        {
            sum += flows;
            grants += flows.Granted.IsZero ? 0 : 1;
            var reading = new AccountReading { Allocation = sum.Granted, Consumed = sum.Consumed, Available = Nanodollars.Max(sum.Available, default) };
            if (grants > 1 || !flows.Voided.IsZero || _exact.Any(s => s.IsReachedBy(reading)))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<(int Day, LedgerFlows Flows)> Within(DryRunAccount account) =>
        days.GetValueOrDefault(account.Id, []).Where(d => d.Day >= StoredDay.Of(account.CycleStart) && d.Day < StoredDay.Of(account.CycleEnd));

    /// <summary>Nothing is crossed within a day: its sums are known when it is over. The grant is there from the cycle's start.</summary>
    private List<(long AtMs, LedgerFlows Flows)> ByDay(DryRunAccount account, TimeZoneInfo zone)
    {
        var steps = new List<(long, LedgerFlows)>();
        var sum = LedgerFlows.Zero;
        foreach (var (day, flows) in Within(account))
        {
            if (!flows.Granted.IsZero)
            {
                steps.Add((Math.Max(account.StartMs, ZoneDays.FirstInstantOf(StoredDay.ToDay(day), zone)), sum with { Granted = sum.Granted + flows.Granted }));
            }

            sum += flows;
            steps.Add((ZoneDays.FirstInstantOf(StoredDay.ToDay(day).AddDays(1), zone), sum));
        }

        return steps;
    }

    private async Task<List<(long AtMs, LedgerFlows Flows)>> ReplayAsync(DryRunAccount account, AccountSetup setup, long until)
    {
        var bytes = await sql.FirstAsync(
            "SELECT state FROM account_day WHERE account_id = @account AND at_ms <= @start ORDER BY day DESC LIMIT 1", r => r.GetFieldValue<byte[]>(0), ("@account", account.Id), ("@start", account.StartMs));
        var from = bytes is null ? null : StateCodec.Read(bytes);
        from = from?.FitsIn(setup.Calendar) == true ? from : null;
        var events = await _events.ReadAsync(sql, account.Id, from?.AtMs ?? 0, until);
        var steps = new List<(long AtMs, LedgerFlows Flows)>();
        var flows = LedgerFlows.Zero;
        AccountReplay.Run(setup, events.Select(e => e.Entry), until - 1, from, posting =>
        {
            if (posting.Cycle != account.CycleStart)
            {
                return;
            }

            var (move, reversed) = LedgerMoves.Between(posting.From, posting.To)!.Value;
            flows = flows.Plus(move, reversed ? -posting.Amount : posting.Amount);
            if (steps.Count > 0 && steps[^1].AtMs == posting.EffectiveAtMs)
            {
                steps[^1] = (posting.EffectiveAtMs, flows);
            }
            else
            {
                steps.Add((posting.EffectiveAtMs, flows));
            }
        });
        return steps;
    }

    private static IEnumerable<(long AtMs, DateOnly Day)> Mornings(DryRunAccount account, TimeZoneInfo zone, long until)
    {
        for (var day = account.CycleStart; day < account.CycleEnd; day = day.AddDays(1))
        {
            var at = Math.Max(account.StartMs, ZoneDays.FirstInstantOf(day, zone));
            if (at < until)
            {
                yield return (at, day);
            }
        }
    }

    /// <summary>Where the account stands on its way.</summary>
    private sealed class Walk(DryRunAccount account, CycleTerms terms, Organisation organisation, IReadOnlyList<Stage> stages)
    {
        private readonly bool[] _reached = new bool[stages.Count];
        private readonly bool[] _left = new bool[stages.Count];
        private DateOnly? _ranOut;
        private bool _hadOverage;

        public LedgerFlows Flows { get; set; }

        public CycleProjection? Projection { get; set; }

        /// <summary>Whether a stage is reached or left that was not at the last look, or the other way round.</summary>
        public bool Look(long atMs)
        {
            var reading = Reading();
            var changed = false;
            for (var i = 0; i < stages.Count; i++)
            {
                var (reached, left) = (stages[i].IsReachedBy(reading), stages[i].IsLeftBy(reading));
                changed |= reached != _reached[i] || left != _left[i];
                (_reached[i], _left[i]) = (reached, left);
            }

            var hasOverage = OverageLeft(atMs).IsPositive;
            (changed, _hadOverage) = (changed || hasOverage != _hadOverage, hasOverage);
            _ranOut = reading.Allocation.IsPositive && !reading.Available.IsPositive ? _ranOut ?? organisation.DayOf(atMs) : null;
            return changed;
        }

        public Nanodollars OverageLeft(long atMs) => organisation.Seats.GetValueOrDefault(account.Id)?.Overage.At(atMs).Remaining(Flows.Overage) ?? Nanodollars.Zero;

        public DueAccount Account(long atMs)
        {
            var seat = organisation.Seats.GetValueOrDefault(account.Id);
            var state = Flows.Granted.IsPositive ? SeatCycleState.Granted : terms.StateAt(atMs, terms.Allowance);
            return new DueAccount
            {
                AccountId = account.Id,
                CycleStart = account.CycleStart,
                CycleEnd = account.CycleEnd,
                EndMs = account.EndMs,
                Kind = account.Kind,
                State = state switch { SeatCycleState.Granted => SeatState.OnTrack, SeatCycleState.Unclaimed => SeatState.Unclaimed, _ => SeatState.NotEligible },
                Reading = Reading(),
                Overage = Flows.Overage,
                ExhaustionDate = _ranOut ?? Projection?.ExhaustionDate,
                OverageOn = seat?.Overage.At(atMs).On ?? false,
                IsActive = seat?.IsActiveOn(organisation.DayOf(atMs)) ?? true,
            };
        }

        private AccountReading Reading() => new()
        {
            Allocation = Flows.Granted,
            Consumed = Flows.Consumed,
            Available = Nanodollars.Max(Flows.Available, default),
            ExhaustionProbability = Projection?.ExhaustionProbability,
            ActiveDays = Projection?.ActiveDays ?? 0,
        };
    }
}
