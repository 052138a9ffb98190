namespace Dashboard.Storage.Decisions;

/// <summary>What became of a request.</summary>
public enum OverageRequestState
{
    Open,
    Approved,
    Refused,
    Withdrawn,
}
