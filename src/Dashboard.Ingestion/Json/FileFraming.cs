namespace Dashboard.Ingestion.Json;

/// <summary>How JSON objects stand in a file. The numbers are stored; never renumber.</summary>
public enum FileFraming
{
    /// <summary>Nothing read yet.</summary>
    Unknown = 0,

    /// <summary>One object a line.</summary>
    Lines = 1,

    /// <summary>A JSON document over many lines: an array of objects, or objects one after another.</summary>
    Document = 2,
}
