using Dashboard.Credits.Money;

namespace Dashboard.Credits.Reconciliation;

/// <summary>What the usage says of one day and seat.</summary>
/// <param name="Cost">Of what has a price.</param>
/// <param name="Tokens">Of all kinds.</param>
/// <param name="Events">Requests.</param>
/// <param name="Unpriced">Of them without a price.</param>
/// <param name="LateCost">Of the cost, what happened at or after the instant as of which the report is.</param>
/// <param name="LateTokens">Of the tokens, the same.</param>
public readonly record struct UsageOfDay(Nanodollars Cost, long Tokens, long Events, long Unpriced, Nanodollars LateCost = default, long LateTokens = 0)
{
    /// <summary>Both together.</summary>
    public static UsageOfDay operator +(UsageOfDay left, UsageOfDay right) => new(
        left.Cost + right.Cost, left.Tokens + right.Tokens, left.Events + right.Events, left.Unpriced + right.Unpriced, left.LateCost + right.LateCost, left.LateTokens + right.LateTokens);
}
