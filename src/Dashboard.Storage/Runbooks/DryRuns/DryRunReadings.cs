using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>
/// Goes through the cycle of an account and tells the instants at which a stage is reached or left. Derived again, and projected, when life would:
/// when usage or a decision touches the account, when a day begins, when its data become stale or are no longer.
/// </summary>
internal sealed class DryRunReadings(Sql sql, DryRunPast past, DryRunUsage usage, DryRunFeed feed, DryRunHistory history, IReadOnlyList<Stage> stages, long nowMs)
{
    private const long MinuteMs = 60_000;

    private readonly IReadOnlyList<long> _looks = feed.Looks;

    public async Task<List<DryRunPoint>> OfAsync(DryRunAccount account)
    {
        var until = Math.Min(nowMs + 1, account.EndMs);
        var calendar = past.Now.AccountOf(account.Id).Calendar;
        var cycle = calendar.At(account.StartMs);
        var zone = calendar.ZoneOf(cycle);
        var decided = past.TouchesOf(account.Id).ToHashSet();
        var touches = usage.TouchesOf(account.Id).Concat(decided).Concat(Mornings(account, zone, until)).Where(t => t >= account.StartMs && t < until).ToHashSet();
        var looks = past.ChangesOf(account.Id, account.StartMs, until).Concat(decided).Concat(_looks).ToHashSet();
        var instants = touches.Concat(looks).Concat(OverageTurns(account, until)).Where(t => t >= account.StartMs && t < until).Distinct().Order().ToList();
        var walk = new Walk(account, zone, usage, history, stages, await StartAsync(account), StoredDay.Of(calendar.At(cycle.StartMs - 1).StartDay));
        var points = new List<DryRunPoint>();
        for (var i = 0; i < instants.Count; i++)
        {
            var at = instants[i];
            var organisation = past.At(at);
            if (account.Id != Organisation.PoolAccount && !organisation.Seats.ContainsKey(account.Id))
            {
                continue;
            }

            var isLook = looks.Contains(at);
            var isTouched = touches.Contains(at) || !walk.HasBegun;
            if (isLook || walk.IsStale || !walk.HasBegun)
            {
                isTouched |= walk.Hear(feed, organisation, at);
            }

            if (isTouched)
            {
                walk.Derive(organisation, at, decided.Contains(at));

                // Projected at the last of the touches of one minute, as life gathers them; and where a stage is met, which tells the projection too.
                if (isLook || walk.Differs(organisation, at) || i + 1 == instants.Count || instants[i + 1] / MinuteMs != at / MinuteMs)
                {
                    walk.Project(organisation, at);
                }
            }

            if (walk.Look(organisation, at) || isLook)
            {
                points.Add(new DryRunPoint(at, walk.Account(organisation, at), walk.OverageLeft(organisation, at)));
            }
        }

        return points;
    }

    /// <summary>When overage is turned on or off: what the gate answers may change, though nothing is used.</summary>
    private IEnumerable<long> OverageTurns(DryRunAccount account, long until) =>
        (past.Now.Seats.GetValueOrDefault(account.Id)?.Overage.Decisions ?? []).SelectMany(d => new[] { d.FromMs, d.UntilMs ?? long.MaxValue }).Where(at => at >= account.StartMs && at < until);

    /// <summary>The account before the cycle.</summary>
    private async Task<AccountState?> StartAsync(DryRunAccount account) =>
        await sql.FirstAsync("SELECT state FROM account_day WHERE account_id = @account AND at_ms <= @start ORDER BY day DESC LIMIT 1", r => r.GetFieldValue<byte[]>(0), ("@account", account.Id), ("@start", account.StartMs))
            is { } bytes ? StateCodec.Read(bytes) : null;

    private static IEnumerable<long> Mornings(DryRunAccount account, TimeZoneInfo zone, long until)
    {
        for (var day = account.CycleStart; day < account.CycleEnd; day = day.AddDays(1))
        {
            var at = Math.Max(account.StartMs, ZoneDays.FirstInstantOf(day, zone));
            if (at < until)
            {
                yield return at;
            }
        }
    }

    /// <summary>Where the account stands on its way.</summary>
    private sealed class Walk(DryRunAccount account, TimeZoneInfo zone, DryRunUsage usage, DryRunHistory history, IReadOnlyList<Stage> stages, AccountState? start, int sourcesSince)
    {
        private readonly KnownUsage[] _covered = usage.CoveredOf(account.Id);
        private readonly DryRunLedger _ledger = new(start);
        private readonly bool[] _reached = new bool[stages.Count];
        private readonly bool[] _left = new bool[stages.Count];
        private (Organisation Of, AccountSetup Setup)? _setup;
        private CycleProjection? _projection;
        private int _next;
        private bool _hadOverage;

        /// <summary>Whether it was derived at all.</summary>
        public bool HasBegun { get; private set; }

        /// <summary>Whether its data are stale.</summary>
        public bool IsStale { get; private set; }

        /// <summary>Whether its data became stale, or are no longer.</summary>
        public bool Hear(DryRunFeed feed, Organisation organisation, long atMs)
        {
            var isStale = organisation.Seats.TryGetValue(account.Id, out var seat) && seat.IsActiveOn(ZoneDays.DayOf(atMs, zone))
                && feed.IsStale(account.Id, usage.SourcesOf(account.Id, sourcesSince, atMs), organisation, atMs);
            (var changed, IsStale) = (isStale != IsStale, isStale);
            return changed;
        }

        /// <summary>Takes in what is known.</summary>
        public void Derive(Organisation organisation, long atMs, bool isDecided)
        {
            var first = _next;
            while (_next < _covered.Length && _covered[_next].KnownMs <= atMs)
            {
                _next++;
            }

            _ledger.MoveTo(SetupOf(organisation), _covered.AsSpan(first, _next - first), StoredDay.Of(account.CycleStart), atMs, isDecided || !HasBegun);
            HasBegun = true;
        }

        public void Project(Organisation organisation, long atMs) =>
            _projection = history.Project(organisation.Seats.GetValueOrDefault(account.Id), account, zone, atMs, _ledger.Flows, _ledger.Days);

        /// <summary>Whether a stage is reached or left that was not at the last look, or the other way round.</summary>
        public bool Differs(Organisation organisation, long atMs)
        {
            var reading = Reading();
            for (var i = 0; i < stages.Count; i++)
            {
                if (stages[i].IsReachedBy(reading) != _reached[i] || stages[i].IsLeftBy(reading) != _left[i])
                {
                    return true;
                }
            }

            return OverageLeft(organisation, atMs).IsPositive != _hadOverage;
        }

        /// <summary>The same, and looks.</summary>
        public bool Look(Organisation organisation, long atMs)
        {
            var differs = Differs(organisation, atMs);
            var reading = Reading();
            for (var i = 0; i < stages.Count; i++)
            {
                (_reached[i], _left[i]) = (stages[i].IsReachedBy(reading), stages[i].IsLeftBy(reading));
            }

            _hadOverage = OverageLeft(organisation, atMs).IsPositive;
            return differs;
        }

        public Nanodollars OverageLeft(Organisation organisation, long atMs) => organisation.Seats.GetValueOrDefault(account.Id)?.Overage.At(atMs).Remaining(_ledger.Flows.Overage) ?? Nanodollars.Zero;

        public DueAccount Account(Organisation organisation, long atMs)
        {
            var seat = organisation.Seats.GetValueOrDefault(account.Id);
            var setup = SetupOf(organisation);
            var terms = setup.TermsOf(setup.Calendar.At(atMs));
            var state = _ledger.Flows.Granted.IsPositive ? SeatCycleState.Granted : terms.StateAt(atMs, terms.Allowance);
            return new DueAccount
            {
                AccountId = account.Id,
                CycleStart = account.CycleStart,
                CycleEnd = account.CycleEnd,
                EndMs = account.EndMs,
                Kind = account.Kind,
                State = seat is null ? SeatState.OnTrack : state switch
                {
                    SeatCycleState.Granted => IsStale ? SeatState.StaleData : SeatState.OnTrack,
                    SeatCycleState.Unclaimed => SeatState.Unclaimed,
                    _ => SeatState.NotEligible,
                },
                Reading = Reading(),
                Overage = _ledger.Flows.Overage,
                ExhaustionDate = IsProjected ? _projection?.ExhaustionDate : null,
                OverageOn = seat?.Overage.At(atMs).On ?? false,
                IsActive = seat?.IsActiveOn(organisation.DayOf(atMs)) ?? true,
            };
        }

        private bool IsProjected => account.Id != Organisation.PoolAccount || (_ledger.Flows.Granted - _ledger.Flows.Voided).IsPositive;

        private AccountReading Reading() => new()
        {
            Allocation = _ledger.Flows.Granted,
            Consumed = _ledger.Flows.Consumed,
            Available = Nanodollars.Max(_ledger.Flows.Available, default),
            ExhaustionProbability = IsProjected ? _projection?.ExhaustionProbability : null,
            ActiveDays = IsProjected ? _projection?.ActiveDays ?? 0 : 0,
        };

        private AccountSetup SetupOf(Organisation organisation)
        {
            if (_setup is not { } known || !ReferenceEquals(known.Of, organisation))
            {
                _setup = known = (organisation, organisation.AccountOf(account.Id));
            }

            return known.Setup;
        }
    }
}
