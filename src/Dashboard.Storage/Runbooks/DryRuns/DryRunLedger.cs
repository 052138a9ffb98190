using Dashboard.Credits.Ledger;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>The ledger of an account in a cycle, from what was known at instants that only go forward. Goes on from where it stood; what arrives late is replayed from the day before it.</summary>
internal sealed class DryRunLedger(AccountState? start)
{
    private readonly List<UsageEntry> _entries = [];
    private readonly List<AccountState> _whole = [];
    private readonly SortedDictionary<int, AccountDay> _days = [];
    private AccountState? _end;

    /// <summary>What was posted in the cycle so far.</summary>
    public LedgerFlows Flows => _end?.Flows ?? default;

    /// <summary>The cycle's days on which something happened, in order.</summary>
    public IReadOnlyCollection<AccountDay> Days => _days.Values;

    /// <summary>Goes on to an instant.</summary>
    /// <param name="setup">The account's decisions as they are known.</param>
    /// <param name="fresh">What became known since the last move.</param>
    /// <param name="firstDay">The cycle's first day.</param>
    /// <param name="atMs">The instant (included).</param>
    /// <param name="isAnew">Decisions changed: the whole cycle is replayed.</param>
    public void MoveTo(AccountSetup setup, ReadOnlySpan<KnownUsage> fresh, int firstDay, long atMs, bool isAnew)
    {
        var earliest = long.MaxValue;
        foreach (var usage in fresh)
        {
            var index = _entries.BinarySearch(usage.Entry);
            if (index < 0)
            {
                _entries.Insert(~index, usage.Entry);
                earliest = Math.Min(earliest, usage.Entry.OccurredAtMs);
            }
        }

        var from = From(setup, earliest, isAnew);
        var result = AccountReplay.Run(setup, Since(from?.AtMs ?? long.MinValue), atMs, from);
        _end = result.End;
        foreach (var day in result.Days)
        {
            var key = StoredDay.Of(day.Day);
            if (key >= firstDay)
            {
                _days[key] = new AccountDay(key, _days.GetValueOrDefault(key).Covered + day.CoveredUsage.Value, day.State.Flows.Available.Value);
            }

            if (day.State.AtMs <= atMs)
            {
                _whole.Add(day.State);
            }
        }
    }

    private AccountState? From(AccountSetup setup, long earliestMs, bool isAnew)
    {
        if (!isAnew && _end is { } end && earliestMs >= end.AtMs && end.FitsIn(setup.Calendar))
        {
            return end;
        }

        _whole.RemoveAll(s => isAnew || s.AtMs > earliestMs || !s.FitsIn(setup.Calendar));
        if (_whole.Count == 0)
        {
            _days.Clear();
            return start?.FitsIn(setup.Calendar) == true ? start : null;
        }

        var whole = _whole[^1];
        var next = StoredDay.Of(setup.Calendar.DayOf(setup.Calendar.At(whole.AtMs), whole.AtMs));
        foreach (var day in _days.Keys.Where(d => d >= next).ToList())
        {
            _days.Remove(day);
        }

        return whole;
    }

    private IEnumerable<UsageEntry> Since(long fromMs)
    {
        var (from, to) = (0, _entries.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = _entries[middle].OccurredAtMs < fromMs ? (middle + 1, to) : (from, middle);
        }

        for (; from < _entries.Count; from++)
        {
            yield return _entries[from];
        }
    }
}
