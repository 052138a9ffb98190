namespace Dashboard.Ingestion.Otlp;

/// <summary>How an OTLP request is written; its answer is written alike.</summary>
public enum OtlpEncoding
{
    /// <summary>Protobuf, <c>application/x-protobuf</c>.</summary>
    Protobuf,

    /// <summary>JSON, <c>application/json</c>.</summary>
    Json,
}
