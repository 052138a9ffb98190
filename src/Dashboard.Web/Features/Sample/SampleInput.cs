namespace Dashboard.Web.Features.Sample;

/// <summary>Bytes as a machine would send them.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Kind">Its kind, in one word.</param>
/// <param name="ReceivedAtMs">When they come, Unix milliseconds UTC.</param>
/// <param name="IsRecords">True: records of the usage API, one a line. False: a file.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record SampleInput(string Source, string Kind, long ReceivedAtMs, bool IsRecords, string Name, ReadOnlyMemory<byte> Bytes);
