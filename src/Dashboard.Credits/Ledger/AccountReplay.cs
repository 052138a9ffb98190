namespace Dashboard.Credits.Ledger;

/// <summary>
/// The ledger of one credit account, by replay. The same events and decisions give the same ledger bit for bit, in
/// whatever order they arrived. Source: law, section 5.
/// </summary>
public static class AccountReplay
{
    /// <summary>Replays covered usage and decisions up to and including an instant.</summary>
    /// <param name="setup">The account's decisions.</param>
    /// <param name="events">Covered, priced events in their total order (<see cref="UsageEntry.CompareTo"/>); those before the snapshot are left out, those after <paramref name="asOfMs"/> are not read. An exact duplicate changes nothing.</param>
    /// <param name="asOfMs">The last instant, Unix milliseconds UTC (included).</param>
    /// <param name="from">A snapshot to go on from; null: from the start.</param>
    /// <param name="onPosting">Receives every posting in order; null: only state, days and cycles are kept, and no posting is made.</param>
    /// <exception cref="ArgumentException">Events out of order, one identity twice with different content, a negative amount, or a snapshot that does not fit the decisions.</exception>
    public static AccountResult Run(
        AccountSetup setup, IEnumerable<UsageEntry> events, long asOfMs, AccountState? from = null, Action<Posting>? onPosting = null)
    {
        using var source = events.GetEnumerator();
        var more = source.MoveNext();
        var run = from is null
            ? Replayer.FromStart(setup, Math.Min(more ? source.Current.OccurredAtMs : long.MaxValue, FirstOwnInstant(setup)), asOfMs, onPosting)
            : Replayer.FromSnapshot(setup, from, onPosting);
        if (run is null)
        {
            return new AccountResult(null, [], []);
        }

        UsageEntry? last = null;
        for (; more; more = source.MoveNext())
        {
            var entry = source.Current;
            if (last is { } previous && entry <= previous)
            {
                if (entry == previous)
                {
                    continue;
                }

                throw new ArgumentException("Usage entries must be in their total order, each identity once.", nameof(events));
            }

            if (entry.OccurredAtMs > asOfMs)
            {
                break;
            }

            run.Add(entry);
            last = entry;
        }

        return run.Finish(asOfMs);
    }

    /// <summary>The account's first instant in the books, or of a person's posting before it.</summary>
    private static long FirstOwnInstant(AccountSetup setup)
    {
        var start = Math.Max(setup.StartMs, setup.BooksStartMs);
        return setup.Manual.Count > 0 ? Math.Min(start, setup.Manual[0].EffectiveAtMs) : start;
    }
}
