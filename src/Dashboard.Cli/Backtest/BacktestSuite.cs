namespace Dashboard.Cli.Backtest;

/// <summary>Seats of one organisation over whole cycles of 30 days, the first from <paramref name="Start"/> on.</summary>
public sealed record BacktestSuite(DateOnly Start, int Cycles, IReadOnlyList<BacktestSeat> Seats)
{
    /// <summary>Days in a cycle.</summary>
    public const int CycleDays = 30;

    /// <summary>Cycles of history before the first scored one.</summary>
    public const int HistoryCycles = 2;

    /// <summary>The first day after the last whole cycle.</summary>
    public DateOnly End => Start.AddDays(Cycles * CycleDays);
}
