using System.Globalization;

namespace Dashboard.Credits.Runbook;

/// <summary>
/// One stage of a runbook. Its id follows from what it watches and its threshold (<c>at-80</c>, <c>projected-50</c>,
/// <c>share-80</c>, <c>exhausted</c>): it keeps it across versions of the runbook, and with another threshold it is another stage. Law, section 8.
/// </summary>
public sealed record Stage
{
    /// <summary>How far below its threshold a stage arms again, in points.</summary>
    public const int RearmPoints = 5;

    private Stage(string id, StageKind kind, int threshold) => (Id, Kind, Threshold) = (id, kind, threshold);

    /// <summary>Identity within the runbook; part of the unique key of a decision.</summary>
    public string Id { get; }

    /// <summary>What it watches.</summary>
    public StageKind Kind { get; }

    /// <summary>Percent of the allocation or of the share, 100 for exhausted, or the probability in percent for projected to exhaust.</summary>
    public int Threshold { get; }

    /// <summary>The default runbook: 80%, 95%, projected to exhaust at P ≥ 0.50, exhausted.</summary>
    public static IReadOnlyList<Stage> Defaults { get; } =
        [AtPercent(80), AtPercent(95), WhenProjected(50), WhenExhausted()];

    /// <summary>The stage of a kind at a threshold; the threshold of <see cref="StageKind.Exhausted"/> is always 100 and not looked at.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside the kind's range, or there is no such kind.</exception>
    public static Stage Of(StageKind kind, int threshold) => kind switch
    {
        StageKind.Percent => AtPercent(threshold),
        StageKind.Exhausted => WhenExhausted(),
        StageKind.ProjectedToExhaust => WhenProjected(threshold),
        StageKind.Share => AtShare(threshold),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of stage."),
    };

    /// <summary>A stage at a percentage, 1 to 100, of the allocation. Reaching it exactly enters it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 100.</exception>
    public static Stage AtPercent(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return new Stage(string.Create(CultureInfo.InvariantCulture, $"at-{percent}"), StageKind.Percent, percent);
    }

    /// <summary>The stage entered when nothing is left.</summary>
    public static Stage WhenExhausted() => new("exhausted", StageKind.Exhausted, 100);

    /// <summary>A stage at a probability of exhaustion, 6 to 99 percent, from the third active day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 6 to 99.</exception>
    public static Stage WhenProjected(int probabilityPercent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probabilityPercent, RearmPoints + 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probabilityPercent, 99);
        return new Stage(string.Create(CultureInfo.InvariantCulture, $"projected-{probabilityPercent}"), StageKind.ProjectedToExhaust, probabilityPercent);
    }

    /// <summary>A stage at a percentage, 1 to 100, of a seat's share of the shared account. Reaching it exactly enters it; accounts of their own never do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 100.</exception>
    public static Stage AtShare(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return new Stage(string.Create(CultureInfo.InvariantCulture, $"share-{percent}"), StageKind.Share, percent);
    }

    /// <summary>The stage with a stored id; null when no stage has it.</summary>
    public static Stage? OfId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id == "exhausted" ? WhenExhausted()
            : Number(id, "at-") is { } percent and >= 1 and <= 100 ? AtPercent(percent)
            : Number(id, "share-") is { } share and >= 1 and <= 100 ? AtShare(share)
            : Number(id, "projected-") is { } probability and > RearmPoints and <= 99 ? WhenProjected(probability)
            : null;

        static int? Number(string id, string kind) =>
            id.StartsWith(kind, StringComparison.Ordinal) && int.TryParse(id.AsSpan(kind.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Whether who is told of this stage knows all that the other one tells: credit that is gone, or a higher figure of the same kind.</summary>
    public bool SaysMoreThan(Stage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this != other && (Kind is StageKind.Exhausted || (Kind == other.Kind && Threshold > other.Threshold));
    }

    /// <summary>Whether a reading has reached this stage.</summary>
    public bool IsReachedBy(AccountReading reading) => Watches(reading) && Kind switch
    {
        StageKind.Percent or StageKind.Share => reading.Consumed.IsAtLeastPercentOf(Threshold, reading.Allocation),
        StageKind.Exhausted => !reading.Available.IsPositive,
        // Once the credit is gone there is nothing left to predict.
        StageKind.ProjectedToExhaust => reading.Available.IsPositive
            && reading.ActiveDays >= Projection.Forecaster.LeastActiveDays
            && reading.ExhaustionProbability is { } p && p >= Threshold / 100.0,
    };

    /// <summary>Whether a reading lies far enough below a stage that was entered: it recovers and arms again.</summary>
    public bool IsLeftBy(AccountReading reading) => Watches(reading) && Kind switch
    {
        StageKind.Percent or StageKind.Share => IsBelow(reading, Threshold - RearmPoints),
        StageKind.Exhausted => reading.Available.IsPositive && IsBelow(reading, Threshold - RearmPoints),
        StageKind.ProjectedToExhaust => reading.Available.IsPositive
            && reading.ExhaustionProbability is { } p && p < (Threshold - RearmPoints) / 100.0,
    };

    /// <summary>Stages on a share look at shares alone. Allocation 0 has no stages.</summary>
    private bool Watches(AccountReading reading) => reading.Allocation.IsPositive && reading.IsShare == Kind is StageKind.Share;

    private static bool IsBelow(AccountReading reading, int percent) =>
        percent > 0 && !reading.Consumed.IsAtLeastPercentOf(percent, reading.Allocation);
}
