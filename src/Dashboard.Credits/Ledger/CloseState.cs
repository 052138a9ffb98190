namespace Dashboard.Credits.Ledger;

/// <summary>Where a cycle stands on its way into the books. The numbers are stored; never renumber. Source: law, section 5, Close.</summary>
public enum CloseState
{
    /// <summary>Running.</summary>
    Open = 0,

    /// <summary>Ended, still re-derived; the grace in which late data arrive.</summary>
    Closing = 1,

    /// <summary>Its statement never changes; what is known later becomes corrections.</summary>
    Closed = 2,

    /// <summary>Opened again with a reason and a second person; re-derived until it is closed again.</summary>
    Reopened = 3,
}
