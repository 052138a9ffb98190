namespace Dashboard.Credits.Programmes;

/// <summary>
/// One rule about who pays: an event that meets every condition stated is paid by <see cref="Payer"/>. A condition that is null is
/// not asked. No source states its payer, so the organisation does. Source: law, section 3 (coverage by payer and entrypoint).
/// </summary>
public sealed record PayerRule
{
    /// <summary>One of <see cref="Payers"/>.</summary>
    public required string Payer { get; init; }

    /// <summary>First instant the rule holds for, Unix milliseconds UTC, included; null for always.</summary>
    public long? FromMs { get; init; }

    /// <summary>End of the rule, excluded; null for open.</summary>
    public long? UntilMs { get; init; }

    /// <summary>The registered source that brought the event.</summary>
    public int? SourceId { get; init; }

    /// <summary>The entrypoint, exactly; with a <c>*</c> at the end, its beginning.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>The tool or app, exactly; with a <c>*</c> at the end, its beginning.</summary>
    public string? App { get; init; }

    /// <summary>Whether the e-mail of a seat is stated. Telemetry of the vendor's client states that of a plan login; with an API key there is only one that the organisation set itself (<c>enduser.id</c>).</summary>
    public bool? HasSeatEmail { get; init; }

    /// <summary>Whether this event meets every condition.</summary>
    public bool Matches(in PayerFacts facts) =>
        (FromMs is null || facts.AtMs >= FromMs)
        && (UntilMs is null || facts.AtMs < UntilMs)
        && (SourceId is null || facts.SourceId == SourceId)
        && (Entrypoint is null || IsLike(facts.Entrypoint, Entrypoint))
        && (App is null || IsLike(facts.App, App))
        && (HasSeatEmail is null || facts.HasSeatEmail == HasSeatEmail);

    private static bool IsLike(string? stated, string pattern) => stated is not null
        && (pattern.EndsWith('*') ? stated.StartsWith(pattern[..^1], StringComparison.Ordinal) : stated == pattern);
}
