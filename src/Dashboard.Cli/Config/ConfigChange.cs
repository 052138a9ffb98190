using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>One decision that a configuration asks for.</summary>
/// <param name="Path">The place that asks: <c>$.seats[3].plan</c>.</param>
/// <param name="Text">What is decided, in words.</param>
/// <param name="Decision">The decision.</param>
public sealed record ConfigChange(string Path, string Text, NewDecision Decision);
