namespace Dashboard.Cli.Import;

/// <summary>What became of the wish that a source brings the usage of a seat.</summary>
public enum SeatChoice
{
    /// <summary>It does from now on, for all it ever brought.</summary>
    Assigned,

    /// <summary>It did before.</summary>
    AssignedAlready,

    /// <summary>There is no such seat. Whoever sends the usage may state the e-mail with it.</summary>
    UnknownSeat,

    /// <summary>It brings the usage of another seat; that is changed on the Sources page, with a preview of what moves.</summary>
    AnotherSeat,
}
