namespace Dashboard.Cli.Import;

/// <summary>What became of a file.</summary>
public enum IntakeState
{
    /// <summary>Read, from its start or from where it was read to before.</summary>
    Read,

    /// <summary>As it was when it was read last; nothing was opened.</summary>
    Unchanged,

    /// <summary>It could not be opened or read to its end; what was read before counts.</summary>
    Unreadable,
}
