namespace Dashboard.Ingestion.Transcripts;

/// <summary>What a line of Claude Code is, as far as usage is concerned.</summary>
internal enum LineKind
{
    /// <summary>No type.</summary>
    None,

    /// <summary>An answer of the model.</summary>
    Assistant,

    /// <summary>A copy of a subagent's message in the session of its parent.</summary>
    Progress,

    /// <summary>A result message.</summary>
    Result,

    /// <summary>A system line; the first of a stream names its working directory.</summary>
    System,

    /// <summary>A line of Claude Code that carries no usage.</summary>
    Other,

    /// <summary>A type that Claude Code is not known to write.</summary>
    Unknown,
}
