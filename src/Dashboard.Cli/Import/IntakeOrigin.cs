namespace Dashboard.Cli.Import;

/// <summary>Where usage comes from.</summary>
/// <param name="SourceId">The registered source.</param>
/// <param name="SeatEmail">E-mail that whoever sends the usage states for all of it; null when nobody does. An e-mail of no seat is remembered with the usage, which stays unassigned.</param>
/// <param name="Scope">Scopes the ids that a caller of the usage API gives its records: the name of the source.</param>
public sealed record IntakeOrigin(int SourceId, string? SeatEmail = null, string Scope = "");
