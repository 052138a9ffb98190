using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>An e-mail that usage states and that is no seat's.</summary>
/// <param name="Email">In lower case.</param>
/// <param name="Events">Its events, all unassigned.</param>
/// <param name="Unpriced">Of them without an amount.</param>
/// <param name="Cost">What the others cost.</param>
/// <param name="LastMs">When the newest happened, Unix milliseconds UTC.</param>
public sealed record UnknownIdentity(string Email, int Events, int Unpriced, Nanodollars Cost, long LastMs);
