namespace Dashboard.Storage.Decisions;

/// <summary>Books start on another day.</summary>
/// <param name="BooksStart">First local day of the books.</param>
public sealed record BooksStartMoved(DateOnly BooksStart) : OrganisationDecision;
