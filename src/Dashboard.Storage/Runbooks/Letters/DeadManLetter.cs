namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>Usage stays away, or evaluation does not succeed; or it is over.</summary>
public sealed record DeadManLetter : Letter
{
    public const string KindName = "dead-man";

    public override string Kind => KindName;

    /// <summary>Ingestion; false: evaluation.</summary>
    public required bool IsIngest { get; init; }

    /// <summary>It works again.</summary>
    public required bool IsOver { get; init; }

    /// <summary>The last success, Unix milliseconds UTC.</summary>
    public required long LastSuccessMs { get; init; }

    /// <summary>The window, in minutes.</summary>
    public required int WindowMinutes { get; init; }
}
