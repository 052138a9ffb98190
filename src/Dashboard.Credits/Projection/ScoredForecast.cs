using Dashboard.Credits.Money;

namespace Dashboard.Credits.Projection;

/// <summary>One line of the error ledger: a forecast and what the cycle came to.</summary>
public sealed record ScoredForecast(PublishedForecast Forecast, Nanodollars Outcome);
