namespace Dashboard.Credits.Admission;

/// <summary>How much is known about a seat when the gate is asked.</summary>
public enum AdmissionKnowledge
{
    /// <summary>Its figures are current.</summary>
    Current,

    /// <summary>The seat's sources are silent: its figures are the last known ones.</summary>
    Stale,

    /// <summary>Usage or evaluation stays away for everybody: figures are the last known ones.</summary>
    DeadMan,

    /// <summary>There are no figures.</summary>
    NoData,

    /// <summary>There is no such seat.</summary>
    UnknownSeat,
}
