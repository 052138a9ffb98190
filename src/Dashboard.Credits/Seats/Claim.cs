namespace Dashboard.Credits.Seats;

/// <summary>A one-time claim of a programme's credit; it counts from its instant. Source: law, section 3.</summary>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="AtMs">Unix milliseconds UTC. A bare date is its first instant in the organisation's zone.</param>
/// <param name="Decision">Sequence of the decision that recorded it; 0: none.</param>
public sealed record Claim(string ProgrammeId, long AtMs, long Decision = 0);
