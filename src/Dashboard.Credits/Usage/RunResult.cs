using System.Collections.Immutable;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Usage;

/// <summary>One result message of a run: running totals of its session. Source: law, section 4; facts, 3f.</summary>
public sealed record RunResult
{
    /// <summary>The session; for a result without one, a name made from its uuid or its content.</summary>
    public required string Session { get; init; }

    /// <summary>The result's uuid, or a name made from its content. The same id is the same result.</summary>
    public required string Id { get; init; }

    /// <summary>The instant the result stands for, Unix milliseconds UTC (newest timestamp of its file, else what the caller gives).</summary>
    public required long AtMs { get; init; }

    /// <summary>Place within its stream, from 0.</summary>
    public required int Sequence { get; init; }

    /// <summary><c>total_cost_usd</c>, running; null when not stated.</summary>
    public Nanodollars? Total { get; init; }

    /// <summary>Running totals by model, as stated.</summary>
    public ImmutableArray<ModelTotal> Models { get; init; } = [];

    /// <summary>The entrypoint, when the stream states one.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>E-mail of the seat as whoever sent the result states it; null when nobody does.</summary>
    public string? SeatEmail { get; init; }

    /// <summary>The project, when the stream states a working directory.</summary>
    public string? Project { get; init; }
}
