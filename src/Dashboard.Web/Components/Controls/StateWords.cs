namespace Dashboard.Web.Components.Controls;

/// <summary>The word, the shape and the colour class of a state. Shape and word tell it; the colour only helps.</summary>
public static class StateWords
{
    /// <summary>The word.</summary>
    public static string Word(StateKind kind) => kind switch
    {
        StateKind.OnTrack => "On track",
        StateKind.AtRisk => "At risk",
        StateKind.LikelyToRunOut => "Likely to run out",
        StateKind.Exhausted => "Exhausted",
        StateKind.OverageOn => "Overage on",
        StateKind.OverageCapReached => "Overage, cap reached",
        StateKind.Unclaimed => "Unclaimed",
        StateKind.Idle => "Idle",
        StateKind.NotEligible => "Not eligible",
        StateKind.Paused => "Paused",
        StateKind.Stale => "Stale data",
        StateKind.Silent => "Silent",
        StateKind.Failing => "Failing",
        StateKind.Running => "Running",
        StateKind.Open => "Open",
        StateKind.Closing => "Closing",
        StateKind.Closed => "Closed",
        StateKind.Reopened => "Reopened",
        StateKind.Good => "Healthy",
    };

    internal static string Shape(StateKind kind) => kind switch
    {
        StateKind.OnTrack or StateKind.Good => "ok",
        StateKind.AtRisk => "risk",
        StateKind.LikelyToRunOut => "likely",
        StateKind.Exhausted => "exhausted",
        StateKind.OverageOn => "overage",
        StateKind.OverageCapReached => "capped",
        StateKind.Unclaimed => "unclaimed",
        StateKind.Idle => "idle",
        StateKind.NotEligible => "ineligible",
        StateKind.Paused => "paused",
        StateKind.Stale or StateKind.Silent or StateKind.Closing => "stale",
        StateKind.Failing => "failed",
        StateKind.Running => "running",
        StateKind.Open or StateKind.Reopened => "open",
        StateKind.Closed => "lock",
    };

    internal static string Tone(StateKind kind) => kind switch
    {
        StateKind.OnTrack or StateKind.Good => "ok",
        StateKind.AtRisk or StateKind.Silent => "risk",
        StateKind.LikelyToRunOut => "likely",
        StateKind.Exhausted or StateKind.Failing => "exhausted",
        StateKind.OverageOn or StateKind.OverageCapReached => "overage",
        StateKind.Unclaimed => "unclaimed",
        StateKind.Idle or StateKind.NotEligible or StateKind.Paused or StateKind.Stale or StateKind.Running
            or StateKind.Open or StateKind.Closing or StateKind.Closed or StateKind.Reopened => "quiet",
    };
}
