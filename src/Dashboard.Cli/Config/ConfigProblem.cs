namespace Dashboard.Cli.Config;

/// <summary>What is wrong with a configuration, and where.</summary>
/// <param name="Path">The place as a JSON path: <c>$.seats[3].plan</c>.</param>
/// <param name="Reason">What is wrong, in a plain sentence.</param>
public sealed record ConfigProblem(string Path, string Reason);
