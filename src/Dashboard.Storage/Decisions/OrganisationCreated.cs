namespace Dashboard.Storage.Decisions;

/// <summary>The organisation begins.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Zone">IANA id of its time zone.</param>
/// <param name="BooksStart">First local day of the books: cycles that ended before it are history.</param>
public sealed record OrganisationCreated(string Name, string Zone, DateOnly BooksStart) : OrganisationDecision;
