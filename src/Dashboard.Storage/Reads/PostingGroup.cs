using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>The postings of one day, kind and reason.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Reversed">Whether they take back: a reversed adjustment.</param>
/// <param name="Postings">How many.</param>
/// <param name="Amount">Their sum.</param>
/// <param name="Available">Available credit of the account after the last of them.</param>
public sealed record PostingGroup(DateOnly Day, PostingKind Kind, PostingReason Reason, bool Reversed, int Postings, Nanodollars Amount, Nanodollars Available);
