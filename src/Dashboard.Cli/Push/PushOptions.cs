namespace Dashboard.Cli.Push;

/// <summary>Where and how to push.</summary>
internal sealed record PushOptions
{
    /// <summary>The address of the server.</summary>
    public required Uri Server { get; init; }

    /// <summary>The API key.</summary>
    public required string Key { get; init; }

    /// <summary>Whose usage it is; null when the server knows by the source.</summary>
    public string? Seat { get; init; }

    /// <summary>The source to be listed under; null for the name of the key.</summary>
    public string? Source { get; init; }

    /// <summary>How long to go on trying while the server does not answer.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The first pause between two tries; each is twice the one before, up to a minute.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);
}
