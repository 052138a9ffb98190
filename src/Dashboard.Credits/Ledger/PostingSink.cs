using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>Where a cycle's postings go: into the day's flows and to whoever listens.</summary>
internal readonly struct PostingSink(int accountId, OpenDay day, Action<Posting>? listener)
{
    public OpenDay Day => day;

    public Action<Posting>? Listener => listener;

    /// <summary>The kind of a move that the engine itself makes.</summary>
    public static PostingKind KindOf(LedgerMove move) => move switch
    {
        LedgerMove.Grant => PostingKind.Grant,
        LedgerMove.Draw => PostingKind.Draw,
        LedgerMove.Overage => PostingKind.Overage,
        LedgerMove.Uncovered => PostingKind.Uncovered,
        LedgerMove.Expire => PostingKind.Expire,
        LedgerMove.Void => PostingKind.Void,
    };

    /// <summary>A posting booked in its own cycle's statement at its own instant.</summary>
    public Posting New(
        CycleTerms terms, long sequence, PostingKind kind, LedgerAccount from, LedgerAccount to, Nanodollars amount, long atMs, PostingReason reason) => new()
        {
            AccountId = accountId,
            Cycle = terms.Cycle.StartDay,
            Sequence = sequence,
            Kind = kind,
            From = from,
            To = to,
            Amount = amount,
            EffectiveAtMs = atMs,
            BookedAtMs = atMs,
            Statement = StatementKey.OfCycle(terms.Cycle.StartDay),
            Reason = reason,
        };
}
