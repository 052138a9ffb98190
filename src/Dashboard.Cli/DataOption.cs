using Dashboard.Storage;

namespace Dashboard.Cli;

/// <summary>The option <c>--data</c> of every command on a database.</summary>
internal static class DataOption
{
    public const string Name = "--data";

    public const string Help =
        """
          --data WHERE      the data directory, or a PostgreSQL connection string (Host=…;Database=…); else the
                            environment variable DRAWDOWN_DATA, else the directory `data`. Put a connection string
                            with a password into the variable: arguments show in the list of processes
        """;

    private const string Variable = "DRAWDOWN_DATA";

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static DatabaseOptions Of(Arguments given)
    {
        var text = given.Value(Name) ?? Environment.GetEnvironmentVariable(Variable);
        try
        {
            return DatabaseOptions.Parse(string.IsNullOrWhiteSpace(text) ? "data" : text);
        }
        catch (ArgumentException)
        {
            throw new UsageException("The connection string cannot be read.");
        }
    }
}
