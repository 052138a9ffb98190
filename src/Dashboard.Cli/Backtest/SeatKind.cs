namespace Dashboard.Cli.Backtest;

/// <summary>How a synthetic seat behaves.</summary>
public enum SeatKind
{
    Steady,
    Bursty,
    Ci,
    Ramp,
    Batch,
    New,
    Vacation,
}
