using System.Collections.Immutable;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Ledger;

/// <summary>Corrections to closed cycles. Source: law, section 5, “Late, improved, re-rated, reassigned”.</summary>
public static class Corrections
{
    /// <summary>
    /// The closed cycle re-derived from everything now known, minus what its statement and earlier corrections say: one
    /// <see cref="PostingKind.Correct"/> posting per move that differs, none when nothing does. Late usage that expired
    /// credit covers costs nothing; a correction later undone sums to zero. They belong to the old cycle and never touch
    /// the open one.
    /// </summary>
    /// <param name="rederived">The closed cycle as a replay now gives it, ended.</param>
    /// <param name="statement">The totals that its statement holds.</param>
    /// <param name="earlier">Earlier corrections that belong to the cycle, in order.</param>
    /// <param name="bookedIn">The account's earliest statement that is not closed; see <see cref="Closing.StatementFor"/>.</param>
    /// <param name="statementPostings">Postings in the statement; the sequence of corrections goes on after them and the earlier corrections.</param>
    /// <param name="nowMs">When it is computed, Unix milliseconds UTC.</param>
    /// <param name="causes">The events it is about: late, improved, re-rated or reassigned since the last correction.</param>
    /// <exception cref="ArgumentException">The cycle has not ended.</exception>
    public static ImmutableArray<Posting> Of(
        CycleResult rederived,
        LedgerFlows statement,
        IReadOnlyList<Posting> earlier,
        StatementKey bookedIn,
        long statementPostings,
        long nowMs,
        params IEnumerable<IdentityHash> causes)
    {
        if (!rederived.Ended)
        {
            throw new ArgumentException("Only a cycle that has ended can be corrected.", nameof(rederived));
        }

        var difference = rederived.Flows - statement - LedgerFlows.Of(earlier);
        var named = causes.Distinct().Order().ToImmutableArray();
        var sequence = Math.Max(statementPostings, earlier.Count > 0 ? earlier.Max(p => p.Sequence) : 0);
        var postings = ImmutableArray.CreateBuilder<Posting>();
        foreach (var move in LedgerMoves.All)
        {
            var amount = difference.Of(move);
            if (amount.IsZero)
            {
                continue;
            }

            var (from, to) = move.Accounts();
            postings.Add(new Posting
            {
                AccountId = rederived.AccountId,
                Cycle = rederived.Cycle.StartDay,
                Sequence = ++sequence,
                Kind = PostingKind.Correct,
                From = amount.IsPositive ? from : to,
                To = amount.IsPositive ? to : from,
                Amount = amount.IsPositive ? amount : -amount,
                EffectiveAtMs = nowMs,
                BookedAtMs = nowMs,
                Statement = bookedIn,
                Reason = PostingReason.Correction,
                Causes = named,
            });
        }

        return postings.ToImmutable();
    }
}
