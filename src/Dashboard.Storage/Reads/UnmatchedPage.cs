namespace Dashboard.Storage.Reads;

/// <summary>Names without a seat.</summary>
/// <param name="Rows">Those of the page.</param>
/// <param name="Found">How many the filters leave.</param>
/// <param name="All">How many there are.</param>
/// <param name="Unassigned">All usage without a seat.</param>
/// <param name="Nameless">Of it, what states no name at all: only the seat of its source can claim it.</param>
public sealed record UnmatchedPage(IReadOnlyList<UnmatchedIdentity> Rows, int Found, int All, IdentityUsage Unassigned, IdentityUsage Nameless);
