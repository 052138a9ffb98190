using System.Collections.Immutable;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>What one caller hands over at once; it is written whole or not at all.</summary>
public sealed record UsageBatch
{
    /// <summary>The registered source , 1 or more.</summary>
    public required int SourceId { get; init; }

    /// <summary>When it arrived, Unix milliseconds UTC.</summary>
    public required long ReceivedAtMs { get; init; }

    /// <summary>Observations, in any order, with any repetitions.</summary>
    public ImmutableArray<UsageRecord> Records { get; init; } = [];

    /// <summary>The identities of the records, one each, from whoever hashed their ids already: of an id in the record then only counts that it is there. Empty when nobody did.</summary>
    public ImmutableArray<RecordIdentity> Identities { get; init; } = [];

    /// <summary>Result messages.</summary>
    public ImmutableArray<RunResult> Results { get; init; } = [];

    /// <summary>Refusals of the vendor.</summary>
    public ImmutableArray<UsageSignal> Signals { get; init; } = [];

    /// <summary>Readings of the clients' counters: a check, never usage.</summary>
    public ImmutableArray<MetricReading> Readings { get; init; } = [];

    /// <summary>True for a batch of nothing but signals and readings: these come all the time and leave no line of their own.</summary>
    internal bool IsQuiet => Records.IsEmpty && Results.IsEmpty && Issues.IsEmpty && Mark is null && !(Signals.IsEmpty && Readings.IsEmpty);

    /// <summary>The records, checked and hashed already; null when that is still to be done.</summary>
    internal PreparedBatch? Prepared { get; private init; }

    /// <summary>
    /// The same with its records checked and hashed, which needs neither the database nor the source: for whoever has time before it knows the source.
    /// Other records put in afterwards are prepared anew when they are written.
    /// </summary>
    public UsageBatch Prepare() => this with { Prepared = PreparedBatch.Of(this) };

    /// <summary>When observations without an instant are taken to have happened (the file's modification time); null for received-at.</summary>
    public long? FallbackAtMs { get; init; }

    /// <summary>What the reader could not use; kept for the Sources page, capped.</summary>
    public ImmutableArray<UsageIssue> Issues { get; init; } = [];

    /// <summary>True for a file that can be taken back whole: everything it touches is traced from then on. Its source is its own.</summary>
    public bool IsImport { get; init; }

    /// <summary>Of observations that are told again: their numbers in <c>imported_observation</c>, one each. Else empty.</summary>
    internal ImmutableArray<long> ObservationIds { get; init; } = [];

    /// <summary>How far the file was read, remembered in the same transaction.</summary>
    public FileMark? Mark { get; init; }
}
