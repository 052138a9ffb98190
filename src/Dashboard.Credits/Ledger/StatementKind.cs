namespace Dashboard.Credits.Ledger;

/// <summary>What a statement is of. The numbers are stored; never renumber.</summary>
public enum StatementKind
{
    /// <summary>A billing cycle of one credit account.</summary>
    Cycle = 0,

    /// <summary>A calendar month of the organisation: for accounts that ended.</summary>
    CalendarMonth = 1,
}
