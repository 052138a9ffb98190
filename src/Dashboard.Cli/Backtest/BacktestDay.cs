using Dashboard.Credits.Projection;

namespace Dashboard.Cli.Backtest;

/// <summary>The score of the forecasts made after so many full days of a cycle.</summary>
public sealed record BacktestDay(int Day, TrackRecord Record);
