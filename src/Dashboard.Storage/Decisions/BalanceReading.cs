using Dashboard.Credits.Money;

namespace Dashboard.Storage.Decisions;

/// <summary>A reading of a console's balance.</summary>
/// <param name="Sequence">Of the decision that recorded it.</param>
/// <param name="AccountId">The credit account; 0: the shared account.</param>
/// <param name="AtMs">When it was read, Unix milliseconds UTC.</param>
/// <param name="Balance">Left, as the console showed it.</param>
/// <param name="By">Who read it.</param>
/// <param name="Note">What they wrote beside it.</param>
public sealed record BalanceReading(long Sequence, int AccountId, long AtMs, Nanodollars Balance, string By, string Note);
