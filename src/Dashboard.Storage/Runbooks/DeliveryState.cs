namespace Dashboard.Storage.Runbooks;

/// <summary>Where a delivery stands. The numbers are stored; never renumber.</summary>
public enum DeliveryState
{
    /// <summary>Not delivered yet; it is tried when it is due.</summary>
    Waiting = 1,

    /// <summary>A node is sending it, until its lease runs out.</summary>
    Sending = 2,

    /// <summary>The other side took it.</summary>
    Sent = 3,

    /// <summary>It was refused for good, or nobody took it in time. Visible, and may be tried again by hand.</summary>
    GivenUp = 4,

    /// <summary>Taken back before it left: what it was to tell of was taken out of the runbook. Nobody was told.</summary>
    Withdrawn = 5,
}
