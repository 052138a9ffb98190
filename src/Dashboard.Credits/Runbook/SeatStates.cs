namespace Dashboard.Credits.Runbook;

/// <summary>The state word of a seat, its precedence and its urgency.</summary>
public static class SeatStates
{
    /// <summary>From this probability on a seat is <i>at risk</i>. Only a word: it decides nothing.</summary>
    public const double AtRiskFrom = 0.30;

    /// <summary>From this probability on a seat is <i>likely to run out</i>.</summary>
    public const double LikelyFrom = 0.50;

    /// <summary>Urgency: the state first, then by date (likely), by probability (at risk) or by share used (on track).</summary>
    public static IComparer<SeatReading> ByUrgency { get; } = Comparer<SeatReading>.Create(Compare);

    /// <summary>
    /// The one state, in this precedence: not eligible, unclaimed, stale data, exhausted, overage on, idle, likely to run out,
    /// at risk, on track. Overage on means that nothing is left and overage is on.
    /// </summary>
    public static SeatState Of(SeatReading seat) => seat switch
    {
        { IsEligible: false } => SeatState.NotEligible,
        { IsClaimed: false } => SeatState.Unclaimed,
        { IsStale: true } => SeatState.StaleData,
        { Allocation.IsPositive: true, Available.IsPositive: false, OverageIsOn: false } => SeatState.Exhausted,
        { Allocation.IsPositive: true, Available.IsPositive: false } => SeatState.OverageOn,
        { Usage.IsPositive: false } => SeatState.Idle,
        { ExhaustionProbability: >= LikelyFrom } => SeatState.LikelyToRunOut,
        { ExhaustionProbability: >= AtRiskFrom } => SeatState.AtRisk,
        _ => SeatState.OnTrack,
    };

    /// <summary>The word as pages and the API show it.</summary>
    public static string Word(SeatState state) => state switch
    {
        SeatState.Exhausted => "Exhausted",
        SeatState.OverageOn => "Overage on",
        SeatState.LikelyToRunOut => "Likely to run out",
        SeatState.AtRisk => "At risk",
        SeatState.StaleData => "Stale data",
        SeatState.OnTrack => "On track",
        SeatState.Idle => "Idle",
        SeatState.Unclaimed => "Unclaimed",
        SeatState.NotEligible => "Not eligible",
    };

    /// <summary>The word of a seat, which also says when an overage cap is reached.</summary>
    public static string Word(SeatReading seat) =>
        Of(seat) is SeatState.OverageOn && seat.OverageCapIsReached ? "Overage, cap reached" : Word(Of(seat));

    private static int Compare(SeatReading left, SeatReading right)
    {
        var state = Of(left);
        var byState = state.CompareTo(Of(right));
        return byState != 0
            ? byState
            : state switch
            {
                SeatState.LikelyToRunOut => (left.ExhaustionDate ?? DateOnly.MaxValue).CompareTo(right.ExhaustionDate ?? DateOnly.MaxValue),
                SeatState.AtRisk => Nullable.Compare(right.ExhaustionProbability, left.ExhaustionProbability),
                SeatState.OnTrack => ShareUsed(left, right),
                _ => 0,
            };
    }

    /// <summary>The larger share of its allocation first, by cross-multiplication; a seat without an allocation has used no share.</summary>
    private static int ShareUsed(SeatReading left, SeatReading right)
    {
        var hasLeft = left.Allocation.IsPositive;
        return hasLeft != right.Allocation.IsPositive
            ? (hasLeft ? -1 : 1)
            : ((Int128)right.Usage.Value * left.Allocation.Value).CompareTo((Int128)left.Usage.Value * right.Allocation.Value);
    }
}
