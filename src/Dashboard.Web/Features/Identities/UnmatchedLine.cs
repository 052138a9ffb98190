using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Identities;

/// <summary>A name without a seat as a line of the page.</summary>
/// <param name="Of">What is known of it.</param>
/// <param name="Sources">The names of the sources that brought it.</param>
/// <param name="Guess">Whose it may be.</param>
public sealed record UnmatchedLine(UnmatchedIdentity Of, string Sources, SeatGuess? Guess);
