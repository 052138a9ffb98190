using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>One posting with what was left after it.</summary>
/// <param name="Posting">The posting.</param>
/// <param name="Available">Available credit of the account after it.</param>
/// <param name="EventId">The usage event behind a leg; null for the rest.</param>
public sealed record PostingLine(Posting Posting, Nanodollars Available, long? EventId);
