using Dashboard.Credits.Ledger;

namespace Dashboard.TestKit.Ledger;

/// <summary>A replay with its postings.</summary>
public sealed record LedgerRun(AccountResult Result, IReadOnlyList<Posting> Postings)
{
    public CycleResult Cycle => Result.Cycles[^1];

    public CycleResult CycleFrom(string startDay) => Result.Cycles.Single(c => c.Cycle.StartDay == startDay.Day());

    public IReadOnlyList<Posting> Of(CycleResult cycle) => [.. Postings.Where(p => p.Cycle == cycle.Cycle.StartDay)];

    public IReadOnlyList<Posting> Of(PostingKind kind) => [.. Postings.Where(p => p.Kind == kind)];

    /// <summary>Every identity that does not hold, over all cycles of a replay from the start.</summary>
    public IReadOnlyList<string> Broken() => [.. Result.Cycles.SelectMany(c => LedgerIdentities.Broken(c, Of(c)))];

    public static LedgerRun Of(AccountSetup setup, IEnumerable<UsageEntry> events, long asOfMs, AccountState? from = null)
    {
        var postings = new List<Posting>();
        return new LedgerRun(AccountReplay.Run(setup, events, asOfMs, from, postings.Add), postings);
    }
}
