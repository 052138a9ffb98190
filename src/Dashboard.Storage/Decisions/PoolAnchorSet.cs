namespace Dashboard.Storage.Decisions;

/// <summary>The anchor day of the shared account.</summary>
/// <param name="Anchor">1 to 31.</param>
public sealed record PoolAnchorSet(int Anchor) : OrganisationDecision;
