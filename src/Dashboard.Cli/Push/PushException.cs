namespace Dashboard.Cli.Push;

/// <summary>Pushing ended early; what was acknowledged is remembered. The message is for the person at the terminal.</summary>
internal sealed class PushException(int exitCode, string message) : Exception(message)
{
    /// <summary>The server did not answer for longer than was allowed.</summary>
    public const int Unreachable = 3;

    /// <summary>The key is not accepted.</summary>
    public const int KeyRefused = 4;

    /// <summary>The server refused what was sent.</summary>
    public const int Refused = 1;

    /// <summary>What answers there is no server of this product: nothing more is sent to it.</summary>
    public bool IsStranger { get; init; }

    /// <summary>What the command exits with.</summary>
    public int ExitCode { get; } = exitCode;
}
