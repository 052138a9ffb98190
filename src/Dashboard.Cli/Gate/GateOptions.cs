using Dashboard.Credits.Money;

namespace Dashboard.Cli.Gate;

/// <summary>What <c>dashboard gate</c> was called with.</summary>
internal sealed record GateOptions
{
    public required Uri Server { get; init; }

    public required string Key { get; init; }

    public required string Seat { get; init; }

    /// <summary>What the run will cost; null: nothing is held.</summary>
    public Nanodollars? Estimate { get; init; }

    /// <summary>When what is held ends by itself, in seconds.</summary>
    public required int Timeout { get; init; }

    /// <summary>The session that the usage will name.</summary>
    public string? Session { get; init; }

    /// <summary>How long to wait when the gate says so, in seconds.</summary>
    public required int Wait { get; init; }

    /// <summary>Whether to run when the server cannot be asked.</summary>
    public required bool AllowsOnError { get; init; }

    /// <summary>Says nothing but what is wrong.</summary>
    public required bool IsQuiet { get; init; }
}
