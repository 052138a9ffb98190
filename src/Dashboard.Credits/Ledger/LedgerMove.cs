namespace Dashboard.Credits.Ledger;

/// <summary>The six permitted pairs of accounts, by the kind that owns them. The numbers are stored; never renumber.</summary>
public enum LedgerMove
{
    Grant = 0,
    Draw = 1,
    Overage = 2,
    Uncovered = 3,
    Expire = 4,
    Void = 5,
}
