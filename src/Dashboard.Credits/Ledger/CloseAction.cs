namespace Dashboard.Credits.Ledger;

/// <summary>The numbers are stored; never renumber.</summary>
public enum CloseAction
{
    Close = 0,
    Reopen = 1,
}
