namespace Dashboard.Cli;

/// <summary>The tool was called wrongly. The message is a sentence for the person who typed it; the exit code is 2.</summary>
public sealed class UsageException(string message) : Exception(message);
