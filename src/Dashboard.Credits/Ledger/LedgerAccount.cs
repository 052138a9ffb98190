namespace Dashboard.Credits.Ledger;

/// <summary>The accounts of one credit account and cycle. The numbers are stored; never renumber. Source: law, section 5.</summary>
public enum LedgerAccount
{
    Issued = 0,
    Available = 1,
    Consumed = 2,
    Expired = 3,
    Voided = 4,
    Usage = 5,
    OveragePayable = 6,
    Uncovered = 7,
}
