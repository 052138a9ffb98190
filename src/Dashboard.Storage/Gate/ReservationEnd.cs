namespace Dashboard.Storage.Gate;

/// <summary>How a reservation ended. The numbers are stored; never renumber.</summary>
public enum ReservationEnd
{
    /// <summary>The run was over, and its usage arrived or the time for it passed.</summary>
    Settled = 1,

    /// <summary>There was no run.</summary>
    Released = 2,

    /// <summary>Nobody settled or released it in time.</summary>
    TimedOut = 3,
}
