namespace Dashboard.Storage.Reads;

/// <summary>What the grid is sorted by.</summary>
public enum SeatSort
{
    /// <summary>State first, then by date, probability or share used: the order in which seats need a look.</summary>
    Urgency,
    Name,
    Email,
    Team,
    Plan,
    Used,
    UsedShare,
    Available,
    Overage,
    Projected,
    ExhaustionDate,
    ExhaustProbability,
}
