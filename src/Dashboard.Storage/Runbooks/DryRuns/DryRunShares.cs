using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>Goes through what seats used of the shared account in a cycle, and tells the instants at which a stage of their shares is reached or left.</summary>
internal sealed class DryRunShares(Sql sql, DryRunPast past, IReadOnlyList<Stage> stages, long nowMs)
{
    private readonly List<Stage> _stages = [.. stages.Where(s => s.Kind is StageKind.Share)];

    /// <summary>A seat's part in the shared account.</summary>
    internal sealed record Part(int SeatId, DateOnly CycleStart, DateOnly CycleEnd, long StartMs, long EndMs, CycleKind Kind, Nanodollars Share);

    /// <summary>The parts of a cycle that have a share. None without stages that look at it.</summary>
    public Task<List<Part>> ReadAsync(DateOnly cycleStart) => _stages.Count == 0 ? Task.FromResult<List<Part>>([]) : sql.QueryAsync(
        $"SELECT seat_id, cycle_end, start_ms, end_ms, kind, granted FROM seat_cycle WHERE cycle_start = @start AND account_id = 0 AND seat_id > 0 AND granted > 0 AND start_ms <= @now AND kind IN ({(int)CycleKind.Shadow}, {(int)CycleKind.Enforced}) ORDER BY seat_id",
        r => new Part(r.GetInt32(0), cycleStart, StoredDay.ToDay(r.GetInt32(1)), r.GetInt64(2), r.GetInt64(3), (CycleKind)r.GetInt32(4), new(r.GetInt64(5))),
        ("@start", StoredDay.Of(cycleStart)), ("@now", nowMs));

    /// <summary>Where these shares stand at each instant at which their stages may be other ones than before.</summary>
    public async Task<List<DryRunPoint>> OfAsync(IReadOnlyList<Part> parts)
    {
        if (parts.Count == 0)
        {
            return [];
        }

        var (start, until) = (parts[0].StartMs, Math.Min(nowMs + 1, parts[0].EndMs));
        var setup = past.Now.AccountOf(Organisation.PoolAccount);
        var grantedMs = Math.Max(start, setup.TermsOf(setup.Calendar.At(start)).ClaimedAtMs);
        var used = (await new AccountEvents(past.Now).ReadAsync(sql, Organisation.PoolAccount, start, until)).ToLookup(e => e.Entry.SeatId, e => e.Entry);
        return [.. parts.SelectMany(part => Walk(part, [.. used[part.SeatId]], grantedMs, until))];
    }

    private IEnumerable<DryRunPoint> Walk(Part part, List<UsageEntry> entries, long grantedMs, long until)
    {
        var forced = past.ChangesOf(part.SeatId, part.StartMs, until).ToHashSet();
        var next = 0;
        var sum = Nanodollars.Zero;
        var seen = new (bool Reached, bool Left)[_stages.Count];
        foreach (var at in entries.Select(e => e.OccurredAtMs).Concat(forced).Append(part.StartMs).Append(grantedMs).Where(t => t < until).Distinct().Order().ToList())
        {
            for (; next < entries.Count && entries[next].OccurredAtMs <= at; next++)
            {
                sum += entries[next].Amount;
            }

            var reading = DueAccount.ShareOf(at < grantedMs ? Nanodollars.Zero : part.Share, sum);
            var now = _stages.Select(s => (s.IsReachedBy(reading), s.IsLeftBy(reading))).ToArray();

            // Looked at from the cycle's start, as in life: what is reached later is entered, and not found passed.
            if (at == part.StartMs || !now.SequenceEqual(seen) || forced.Contains(at))
            {
                yield return new DryRunPoint(at, Account(part, reading, at), Nanodollars.Zero);
            }

            seen = now;
        }
    }

    private DueAccount Account(Part part, AccountReading reading, long atMs)
    {
        var seat = past.Now.Seats.GetValueOrDefault(part.SeatId);
        return new DueAccount
        {
            AccountId = part.SeatId,
            CycleStart = part.CycleStart,
            CycleEnd = part.CycleEnd,
            EndMs = part.EndMs,
            Kind = part.Kind,
            State = SeatState.OnTrack,
            Reading = reading,
            Overage = Nanodollars.Zero,
            OverageOn = seat?.Overage.At(atMs).On ?? false,
            IsActive = seat?.IsActiveOn(past.Now.DayOf(atMs)) ?? true,
        };
    }
}
