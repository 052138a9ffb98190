namespace Dashboard.Cli.Gate;

/// <summary>The gate gave no answer.</summary>
/// <param name="exitCode">What the command exits with.</param>
/// <param name="message">Why, in a sentence.</param>
internal sealed class GateException(int exitCode, string message) : Exception(message)
{
    /// <summary>What the command exits with; <see cref="GateExit.Unavailable"/> may be overruled by <c>--on-error allow</c>.</summary>
    public int ExitCode => exitCode;
}
