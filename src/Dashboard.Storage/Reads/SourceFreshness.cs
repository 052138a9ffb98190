namespace Dashboard.Storage.Reads;

/// <summary>How fresh a source is.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, in one word.</param>
/// <param name="LastReceivedMs">When it last brought anything, Unix milliseconds UTC; null: never.</param>
/// <param name="WindowHours">Hours of silence that are news; null: none are.</param>
public sealed record SourceFreshness(int SourceId, string Name, string Kind, long? LastReceivedMs, int? WindowHours);
