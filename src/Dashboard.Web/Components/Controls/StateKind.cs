namespace Dashboard.Web.Components.Controls;

/// <summary>Everything that can be in a state, with one shape and one colour each. The word is in <see cref="StateWords"/>.</summary>
public enum StateKind
{
    OnTrack,
    AtRisk,
    LikelyToRunOut,
    Exhausted,
    OverageOn,
    OverageCapReached,
    Unclaimed,
    Idle,
    NotEligible,
    Paused,

    /// <summary>A source is silent beyond its window, in a grid where it is not the news.</summary>
    Stale,

    /// <summary>The same where it is the news.</summary>
    Silent,
    Failing,
    Running,
    Open,
    Closing,
    Closed,
    Reopened,

    /// <summary>Healthy, receiving, delivered.</summary>
    Good,
}
