namespace Dashboard.Storage.Decisions;

/// <summary>Another name for the organisation.</summary>
/// <param name="Name">The new name.</param>
public sealed record OrganisationRenamed(string Name) : OrganisationDecision;
