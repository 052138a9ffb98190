namespace Dashboard.Storage.Reads;

/// <summary>What known usage says about whose a name is.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="Kind">What it has in common.</param>
/// <param name="Name">The host, where that is it.</param>
/// <param name="Count">How often: requests with the name, sessions, requests on the host.</param>
public sealed record IdentityEvidence(int SeatId, IdentityEvidenceKind Kind, string? Name, long Count);
