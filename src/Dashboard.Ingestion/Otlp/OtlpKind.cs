namespace Dashboard.Ingestion.Otlp;

/// <summary>What a value is.</summary>
internal enum OtlpKind
{
    /// <summary>Absent, or of a kind that means nothing here.</summary>
    None,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A real number.</summary>
    Real,
}
