namespace Dashboard.Cli.Gate;

/// <summary>Exit codes of <c>dashboard gate</c> of its own. Every other one is the command's.</summary>
internal static class GateExit
{
    /// <summary>The server cannot be asked, and <c>--on-error deny</c>.</summary>
    public const int Unavailable = 69;

    /// <summary>Throttled for longer than <c>--wait</c> allows: try again later.</summary>
    public const int Throttled = 75;

    /// <summary>Denied.</summary>
    public const int Denied = 77;

    /// <summary>The server does not accept the API key, or not for this seat.</summary>
    public const int KeyRefused = 78;

    /// <summary>The command was found and could not be started.</summary>
    public const int NotStarted = 126;

    /// <summary>There is no such command.</summary>
    public const int NotFound = 127;
}
