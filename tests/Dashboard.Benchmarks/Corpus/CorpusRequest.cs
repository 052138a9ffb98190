namespace Dashboard.Benchmarks.Corpus;

/// <summary>One billed request of the corpus.</summary>
internal sealed record CorpusRequest(string MessageId, string? RequestId, CorpusModel Model, long Input, long Output, long Write5m, long Write1h, long Read, DateTime At)
{
    public long Nano => (Input * Model.Input) + (Output * Model.Output) + (Write5m * Model.Write5m) + (Write1h * Model.Write1h) + (Read * Model.Read);
}
