using System.Collections.Immutable;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Usage;

/// <summary>
/// One observation of one billable request, as one source saw it; several observations can be one usage event
/// (<see cref="MergedUsage"/>). Carries usage fields only: no prompt, no answer, no path. Empty ids are given as null.
/// </summary>
public sealed record UsageRecord
{
    /// <summary>The kind of source.</summary>
    public required UsageSource Source { get; init; }

    /// <summary>When the request happened by its own timestamp, Unix milliseconds UTC; null when the source states none.</summary>
    public long? OccurredAtMs { get; init; }

    /// <summary>
    /// An instant to use while no observation of the event states one: the newest timestamp before it in its file, else what the
    /// caller gives. Plays no part in identity.
    /// </summary>
    public long? StandInAtMs { get; init; }

    /// <summary>When the event happened as far as anyone knows; null when nobody does.</summary>
    public long? AtMs => OccurredAtMs ?? StandInAtMs;

    /// <summary>The vendor's <c>message.id</c>.</summary>
    public string? MessageId { get; init; }

    /// <summary>The vendor's request id.</summary>
    public string? RequestId { get; init; }

    /// <summary>The source's own id of this observation, unique within <see cref="Source"/> and already scoped by the reader (REST: the caller's id with the caller's source).</summary>
    public string? SourceEventId { get; init; }

    /// <summary>The session the request belongs to.</summary>
    public string? Session { get; init; }

    /// <summary>The model as stated, never empty: <c>claude-opus-4-8[1m]</c>, or <c>(not stated)</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Model tokens by kind.</summary>
    public TokenCounts Tokens { get; init; }

    /// <summary>Web searches, a count.</summary>
    public int WebSearches { get; init; }

    /// <summary>The speed as stated (<c>fast</c>); null or <c>standard</c>, <c>normal</c> is the standard speed.</summary>
    public string? Speed { get; init; }

    /// <summary>The inference geography as stated (<c>us</c>); null when none.</summary>
    public string? Geo { get; init; }

    /// <summary>True for a request of the Batches API.</summary>
    public bool Batch { get; init; }

    /// <summary>True for a sidechain line inside a main file or a copy in a <c>progress</c> line: it yields to an original of the same size.</summary>
    public bool IsCopy { get; init; }

    /// <summary>The entrypoint as stated: <c>cli</c>, <c>sdk-cli</c>, <c>sdk-ts</c>, <c>claude-vscode</c>, …</summary>
    public string? Entrypoint { get; init; }

    /// <summary>The tool or app that made the call.</summary>
    public string? App { get; init; }

    /// <summary>The last segment of the working directory, or the repository name; never a full path.</summary>
    public string? Project { get; init; }

    /// <summary>The repository, <c>owner/name</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>The CI workflow.</summary>
    public string? Workflow { get; init; }

    /// <summary>E-mail of the seat as the source itself states it (REST <c>seat</c>, OTLP <c>user.email</c>).</summary>
    public string? SeatEmail { get; init; }

    /// <summary>Free tags, ordered by key.</summary>
    public ImmutableSortedDictionary<string, string>? Tags { get; init; }

    /// <summary>A cost the source is authoritative for; wins over our own rating.</summary>
    public Nanodollars? AuthoritativeCost { get; init; }

    /// <summary>A cost the source states without authority (<c>costUSD</c> on a transcript line); kept for comparison.</summary>
    public Nanodollars? StatedCost { get; init; }
}
