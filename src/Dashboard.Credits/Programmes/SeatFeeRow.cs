using Dashboard.Credits.Money;

namespace Dashboard.Credits.Programmes;

/// <summary>What a seat costs per month from a day on: a dated row like an allowance.</summary>
/// <param name="Plan">Plan id.</param>
/// <param name="Term">Paid by the month or by the year.</param>
/// <param name="PerMonth">Amount per seat and month.</param>
/// <param name="EffectiveFrom">First day of effect.</param>
/// <param name="Source">Where it was published, or who entered it.</param>
public sealed record SeatFeeRow(string Plan, FeeTerm Term, Nanodollars PerMonth, DateOnly EffectiveFrom, string Source);
