using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Reads;

/// <summary>Which identities are wanted.</summary>
/// <param name="Text">A part of the name, in any case; null: any.</param>
/// <param name="Kind">Of one kind; null: of every kind.</param>
/// <param name="Sort">The order.</param>
/// <param name="Skip">How many come before the first.</param>
/// <param name="Take">At most so many.</param>
public sealed record IdentityQuery(string? Text = null, IdentityKind? Kind = null, IdentitySort Sort = IdentitySort.Cost, int Skip = 0, int Take = 50);
