using Dashboard.Credits.Rating;

namespace Dashboard.Storage.Decisions;

/// <summary>A price row of the owner. With the model and start of a present row it replaces that one.</summary>
/// <param name="Row">The row.</param>
public sealed record PriceAdded(PriceRow Row) : OrganisationDecision;
