using Dashboard.Credits.Projection;

namespace Dashboard.Cli.Backtest;

/// <summary>One seat's daily costs from its first use on.</summary>
public sealed record BacktestSeat(string Seat, DailyCosts Costs);
