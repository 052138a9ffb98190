namespace Dashboard.Storage.Rows;

/// <summary>How a request was made; few distinct ones exist, so an event holds only a number.</summary>
public sealed class ContextRow
{
    public int Id { get; init; }

    /// <summary>All of the below in one unique text.</summary>
    public required string Text { get; init; }

    /// <summary><see cref="Credits.Usage.UsageSource"/>.</summary>
    public int Source { get; init; }

    public string? Entrypoint { get; init; }

    public string? App { get; init; }

    /// <summary>0 for none.</summary>
    public int ProjectId { get; init; }

    public string? Repository { get; init; }

    public string? Workflow { get; init; }

    public string? Speed { get; init; }

    public string? Geo { get; init; }

    public bool Batch { get; init; }
}
