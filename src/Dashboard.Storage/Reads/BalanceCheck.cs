using Dashboard.Credits.Money;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Reads;

/// <summary>A reading of a console beside what the ledger says was left at that instant.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Account">E-mail of the seat; empty: the shared account.</param>
/// <param name="CycleStart">First day of the account's cycle that holds the instant.</param>
/// <param name="Derived">Left by the ledger, all known usage up to the instant in it; null: no programme was in force, so nothing was left.</param>
public sealed record BalanceCheck(BalanceReading Reading, string Account, DateOnly CycleStart, Nanodollars? Derived)
{
    /// <summary>What the console shows more than the ledger; null without a balance in the ledger.</summary>
    public Nanodollars? Drift => Derived is { } derived ? Reading.Balance - derived : null;
}
