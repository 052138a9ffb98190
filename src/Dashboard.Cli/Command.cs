namespace Dashboard.Cli;

/// <summary>
/// One command of the <c>dashboard</c> tool. <paramref name="Help"/> is what <c>--help</c> prints;
/// <paramref name="Run"/> gets the arguments after the name, standard output and standard error, and answers the exit code.
/// </summary>
public sealed record Command(
    string Name,
    string Summary,
    string Help,
    Func<IReadOnlyList<string>, TextWriter, TextWriter, Task<int>> Run);
