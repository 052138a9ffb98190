namespace Dashboard.Storage.Runbooks;

/// <summary>What one evaluation did.</summary>
/// <param name="Accounts">Accounts whose stages were looked at.</param>
/// <param name="Crossings">Decisions made.</param>
/// <param name="Deliveries">Mails and webhook calls put into the outbox.</param>
/// <param name="Requests">Requests for overage made.</param>
/// <param name="IsHeld">Usage stays away, so nothing was decided about seats; what is due stays due.</param>
public sealed record EvaluationResult(int Accounts, int Crossings, int Deliveries, int Requests, bool IsHeld)
{
    /// <summary>Deliveries that waited and tell of stages that were taken away: they are taken back.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Nothing was due.</summary>
    public static EvaluationResult Nothing { get; } = new(0, 0, 0, 0, false);
}
