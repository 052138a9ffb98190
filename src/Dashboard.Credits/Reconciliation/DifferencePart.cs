using Dashboard.Credits.Money;

namespace Dashboard.Credits.Reconciliation;

/// <summary>A part of a difference with its reason.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Amount">Report less usage; negative where the usage says more. Never zero.</param>
public readonly record struct DifferencePart(DifferenceKind Kind, Nanodollars Amount);
