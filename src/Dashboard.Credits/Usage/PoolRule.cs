namespace Dashboard.Credits.Usage;

/// <summary>
/// One rule: an event that meets every condition stated belongs to <see cref="Pool"/>. A condition that is null is not asked.
/// Source: law, section 4, Pool.
/// </summary>
public sealed record PoolRule
{
    /// <summary>The pool the rule assigns.</summary>
    public required Pool Pool { get; init; }

    /// <summary>First instant the rule holds for, Unix milliseconds UTC, included; null for always.</summary>
    public long? FromMs { get; init; }

    /// <summary>End of the rule, excluded; null for open.</summary>
    public long? UntilMs { get; init; }

    /// <summary>The kind of source.</summary>
    public UsageSource? Source { get; init; }

    /// <summary>The entrypoint, exactly; with a <c>*</c> at the end, its beginning.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>The tool or app, exactly; with a <c>*</c> at the end, its beginning.</summary>
    public string? App { get; init; }

    /// <summary>Whether the source states the e-mail of a seat.</summary>
    public bool? HasSeatEmail { get; init; }

    /// <summary>Whether this event meets every condition. A dated rule does not hold for an event without an instant.</summary>
    public bool Matches(UsageRecord record) =>
        (FromMs is null || record.AtMs >= FromMs)
        && (UntilMs is null || record.AtMs < UntilMs)
        && (Source is null || record.Source == Source)
        && (Entrypoint is null || IsLike(record.Entrypoint, Entrypoint))
        && (App is null || IsLike(record.App, App))
        && (HasSeatEmail is null || record.SeatEmail is not null == HasSeatEmail);

    private static bool IsLike(string? stated, string pattern) => stated is not null
        && (pattern.EndsWith('*') ? stated.StartsWith(pattern[..^1], StringComparison.Ordinal) : stated == pattern);
}
