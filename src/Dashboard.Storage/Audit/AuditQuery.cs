namespace Dashboard.Storage.Audit;

/// <summary>Which entries are asked for. What is null is not asked.</summary>
public sealed record AuditQuery
{
    /// <summary>In any text of the entry, the names of its people, or e-mail and name of the seat it is about.</summary>
    public string? Text { get; init; }

    /// <summary>Part of the name of who did it.</summary>
    public string? Who { get; init; }

    /// <summary>A stored kind.</summary>
    public string? Kind { get; init; }

    /// <summary>What it is about, such as <c>seat:12</c>; a person is <c>person:</c> and number or e-mail.</summary>
    public string? Subject { get; init; }

    /// <summary>First instant, Unix milliseconds UTC, included.</summary>
    public long? FromMs { get; init; }

    /// <summary>Last instant, Unix milliseconds UTC, excluded.</summary>
    public long? UntilMs { get; init; }
}
