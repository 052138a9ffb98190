using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>Goes through what seats used of the shared account in a cycle, and tells the instants at which a stage of their shares is reached or left.</summary>
internal sealed class DryRunShares(DryRunPast past, DryRunUsage usage, DryRunFeed feed, IReadOnlyList<Stage> stages, long nowMs)
{
    private readonly List<Stage> _stages = [.. stages.Where(s => s.Kind is StageKind.Share)];
    private readonly IReadOnlyList<long> _looks = feed.Looks;

    /// <summary>A seat's part in the shared account.</summary>
    internal sealed record Part(int SeatId, DateOnly CycleStart, DateOnly CycleEnd, long StartMs, long EndMs, CycleKind Kind, Nanodollars Share);

    /// <summary>Whether a stage looks at shares.</summary>
    public static bool AreWatched(IReadOnlyList<Stage> stages) => stages.Any(s => s.Kind is StageKind.Share);

    /// <summary>The parts of a cycle that have a share.</summary>
    public static Task<List<Part>> ReadAsync(Sql sql, DateOnly cycleStart, long nowMs) => sql.QueryAsync(
        $"SELECT seat_id, cycle_end, start_ms, end_ms, kind, granted FROM seat_cycle WHERE cycle_start = @start AND account_id = 0 AND seat_id > 0 AND granted > 0 AND start_ms <= @now AND kind IN ({(int)CycleKind.Shadow}, {(int)CycleKind.Enforced}) ORDER BY seat_id",
        r => new Part(r.GetInt32(0), cycleStart, StoredDay.ToDay(r.GetInt32(1)), r.GetInt64(2), r.GetInt64(3), (CycleKind)r.GetInt32(4), new(r.GetInt64(5))),
        ("@start", StoredDay.Of(cycleStart)), ("@now", nowMs));

    /// <summary>Where these shares stand at each instant at which their stages may be other ones than before, or when they are looked at again.</summary>
    public List<DryRunPoint> Of(IReadOnlyList<Part> parts)
    {
        if (parts.Count == 0 || _stages.Count == 0)
        {
            return [];
        }

        var (start, until) = (parts[0].StartMs, Math.Min(nowMs + 1, parts[0].EndMs));
        var setup = past.Now.AccountOf(Organisation.PoolAccount);
        var cycle = setup.Calendar.At(start);
        var grantedMs = Math.Max(start, setup.TermsOf(cycle).ClaimedAtMs);
        var since = StoredDay.Of(setup.Calendar.At(cycle.StartMs - 1).StartDay);
        var used = usage.CoveredOf(Organisation.PoolAccount).Where(u => u.Entry.OccurredAtMs >= start && u.Entry.OccurredAtMs < until).ToLookup(u => u.Entry.SeatId);
        return [.. parts.SelectMany(part => Walk(part, [.. used[part.SeatId]], since, grantedMs, until))];
    }

    private IEnumerable<DryRunPoint> Walk(Part part, List<KnownUsage> covered, int sourcesSince, long grantedMs, long until)
    {
        var looks = past.ChangesOf(part.SeatId, part.StartMs, until).Concat(past.TouchesOf(part.SeatId)).Concat(_looks).ToHashSet();
        var next = 0;
        var sum = Nanodollars.Zero;
        var isStale = false;
        var seen = new (bool Reached, bool Left)[_stages.Count];
        foreach (var at in covered.Select(u => u.KnownMs).Concat(looks).Append(part.StartMs).Append(grantedMs).Where(t => t >= part.StartMs && t < until).Distinct().Order().ToList())
        {
            for (; next < covered.Count && covered[next].KnownMs <= at; next++)
            {
                sum += covered[next].Entry.Amount;
            }

            var isLook = looks.Contains(at);
            if (isLook || isStale || at == part.StartMs || at == grantedMs)
            {
                var organisation = past.At(at);
                isStale = organisation.Seats.TryGetValue(part.SeatId, out var seat) && seat.IsActiveOn(organisation.DayOf(at)) && feed.IsStale(part.SeatId, usage.SourcesOf(part.SeatId, sourcesSince, at), organisation, at);
            }

            var reading = DueAccount.ShareOf(at < grantedMs ? Nanodollars.Zero : part.Share, sum);
            var now = _stages.Select(s => (s.IsReachedBy(reading), s.IsLeftBy(reading))).ToArray();

            // Looked at from the cycle's start, as in life: what is reached later is entered, and not found passed.
            if (at == part.StartMs || !now.SequenceEqual(seen) || isLook || isStale)
            {
                yield return new DryRunPoint(at, Account(part, reading, isStale, at), Nanodollars.Zero);
            }

            // What is met while the data are stale is looked at again when they no longer are.
            seen = isStale ? new (bool, bool)[_stages.Count] : now;
        }
    }

    private DueAccount Account(Part part, AccountReading reading, bool isStale, long atMs)
    {
        var seat = past.Now.Seats.GetValueOrDefault(part.SeatId);
        return new DueAccount
        {
            AccountId = part.SeatId,
            CycleStart = part.CycleStart,
            CycleEnd = part.CycleEnd,
            EndMs = part.EndMs,
            Kind = part.Kind,
            State = isStale ? SeatState.StaleData : SeatState.OnTrack,
            Reading = reading,
            Overage = Nanodollars.Zero,
            OverageOn = seat?.Overage.At(atMs).On ?? false,
            IsActive = seat?.IsActiveOn(past.Now.DayOf(atMs)) ?? true,
        };
    }
}
