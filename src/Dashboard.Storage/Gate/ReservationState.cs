namespace Dashboard.Storage.Gate;

/// <summary>Where a reservation stands. The numbers are stored; never renumber.</summary>
public enum ReservationState
{
    /// <summary>It holds its amount.</summary>
    Open = 1,

    /// <summary>The run is over; it goes on holding until usage of its session has arrived, or for a stated time.</summary>
    Settled = 2,

    /// <summary>It holds nothing any more.</summary>
    Over = 3,
}
