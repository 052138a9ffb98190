namespace Dashboard.Credits.Ledger;

/// <summary>Which accounts a move is between. Source: the table of law, section 5.</summary>
public static class LedgerMoves
{
    /// <summary>All six.</summary>
    public static IReadOnlyList<LedgerMove> All { get; } = Enum.GetValues<LedgerMove>();

    /// <summary>The giving and the receiving account.</summary>
    public static (LedgerAccount From, LedgerAccount To) Accounts(this LedgerMove move) => move switch
    {
        LedgerMove.Grant => (LedgerAccount.Issued, LedgerAccount.Available),
        LedgerMove.Draw => (LedgerAccount.Available, LedgerAccount.Consumed),
        LedgerMove.Overage => (LedgerAccount.Usage, LedgerAccount.OveragePayable),
        LedgerMove.Uncovered => (LedgerAccount.Usage, LedgerAccount.Uncovered),
        LedgerMove.Expire => (LedgerAccount.Available, LedgerAccount.Expired),
        LedgerMove.Void => (LedgerAccount.Available, LedgerAccount.Voided),
    };

    /// <summary>The move between two accounts, and whether it is reversed; null when no move is permitted between them.</summary>
    public static (LedgerMove Move, bool Reversed)? Between(LedgerAccount from, LedgerAccount to)
    {
        foreach (var move in All)
        {
            var (giver, receiver) = move.Accounts();
            if (giver == from && receiver == to)
            {
                return (move, false);
            }

            if (giver == to && receiver == from)
            {
                return (move, true);
            }
        }

        return null;
    }
}
