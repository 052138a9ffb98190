using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>What a row needs to know besides the event: where it came from and how it is stored.</summary>
internal readonly record struct EventOrigin(long Id, int SourceId, long BatchId, long FallbackAtMs, long Identity, EventFlags Flags);
