namespace Dashboard.Storage.Rows;

/// <summary>What a key may do. Stored by number; never renumber.</summary>
[Flags]
public enum ApiKeyScopes
{
    None = 0,

    /// <summary>Send usage.</summary>
    Ingest = 1,

    /// <summary>Read every figure.</summary>
    Read = 2,

    /// <summary>Ask whether a seat may run now.</summary>
    Gate = 4,

    /// <summary>Everything, configuration as code too.</summary>
    Admin = 8,
}
