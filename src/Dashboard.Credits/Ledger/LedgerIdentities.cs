using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>The identities that always hold, to the nanodollar. For tests and the doctor. Source: law, section 5.</summary>
public static class LedgerIdentities
{
    /// <summary>What is broken in a cycle's totals; empty when nothing is.</summary>
    public static IReadOnlyList<string> Broken(CycleResult cycle)
    {
        var broken = new List<string>();
        var flows = cycle.Flows;
        Check(flows.Granted == flows.Consumed + flows.Expired + flows.Voided + flows.Available, "granted = consumed + expired + voided + available");
        Check(flows.Available >= Nanodollars.Zero, "available is not negative");
        Check(!cycle.Ended || flows.Available.IsZero, "nothing is available after the cycle's end");
        Check(LedgerMoves.All.All(m => flows.Of(m) >= Nanodollars.Zero), "no total is negative");
        Check(Enum.GetValues<LedgerAccount>().Sum(flows.BalanceOf).IsZero, "the balances of all accounts sum to zero");
        if (cycle.Kind is CycleKind.History or CycleKind.Off)
        {
            Check(flows == LedgerFlows.Zero && cycle.Postings == 0, "nothing posts in history and off cycles");
        }
        else
        {
            Check(cycle.CoveredUsage + cycle.Adjusted == flows.Used, "covered usage = consumed + overage + uncovered");
        }

        if (!cycle.Seats.IsEmpty)
        {
            Check(
                cycle.Seats.Sum(s => s.Consumed + s.Overage + s.Uncovered) + cycle.Adjusted == flows.Used,
                "the seats of the shared account sum to it");
        }

        if (!cycle.Shares.IsEmpty)
        {
            Check(cycle.Shares.All(s => s.Amount >= Nanodollars.Zero), "no share is negative");
        }

        return broken;

        void Check(bool holds, string identity)
        {
            if (!holds)
            {
                broken.Add($"Account {cycle.AccountId}, cycle {cycle.Cycle.StartDay:yyyy-MM-dd}: {identity}.");
            }
        }
    }

    /// <summary>What is broken between a cycle's totals and the postings that belong to it, corrections left out.</summary>
    public static IReadOnlyList<string> Broken(CycleResult cycle, IReadOnlyList<Posting> postings)
    {
        var broken = new List<string>(Broken(cycle));
        var name = $"Account {cycle.AccountId}, cycle {cycle.Cycle.StartDay:yyyy-MM-dd}";
        var sequence = 0L;
        foreach (var posting in postings)
        {
            Check(posting.Sequence == ++sequence, $"posting {posting.Sequence} stands in place {sequence}");
            Check(posting.Amount.IsPositive, $"posting {posting.Sequence} has no amount above zero");
            Check(posting.AccountId == cycle.AccountId && posting.Cycle == cycle.Cycle.StartDay, $"posting {posting.Sequence} belongs elsewhere");
            Check(IsPermitted(posting), $"posting {posting.Sequence} moves between accounts that its kind does not connect");
        }

        Check(sequence == cycle.Postings, "the number of postings differs");
        Check(broken.Count > 0 || LedgerFlows.Of(postings) == cycle.Flows, "the postings do not sum to the totals");
        return broken;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                broken.Add($"{name}: {problem}.");
            }
        }
    }

    /// <summary>What is broken between a statement, the corrections that belong to its cycle, and the cycle re-derived now.</summary>
    public static IReadOnlyList<string> Broken(CycleStatement statement, IReadOnlyList<Posting> corrections, CycleResult rederived) =>
        statement.Flows + LedgerFlows.Of(corrections) == rederived.Flows
            ? []
            : [$"Account {statement.AccountId}, cycle {statement.Cycle.StartDay:yyyy-MM-dd}: statement + corrections differ from the cycle re-derived."];

    private static bool IsPermitted(Posting posting)
    {
        if (LedgerMoves.Between(posting.From, posting.To) is not var (move, reversed))
        {
            return false;
        }

        return posting.Kind is PostingKind.Adjust or PostingKind.Correct || (!reversed && posting.Kind.ToString() == move.ToString());
    }
}
