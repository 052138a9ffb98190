namespace Dashboard.Credits.Ledger;

/// <summary>A person closes or reopens a cycle. Append-only. Source: law, section 5, Close.</summary>
public sealed record CloseDecision
{
    /// <summary>Sequence among all decisions.</summary>
    public required long Sequence { get; init; }

    /// <summary>The credit account.</summary>
    public required int AccountId { get; init; }

    /// <summary>First day of the cycle.</summary>
    public required DateOnly Cycle { get; init; }

    /// <summary>Close or reopen.</summary>
    public required CloseAction Action { get; init; }

    /// <summary>When, Unix milliseconds UTC.</summary>
    public required long AtMs { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>The second person; needed to reopen.</summary>
    public string? SecondPerson { get; init; }

    /// <summary>Why; needed to reopen.</summary>
    public string? Reason { get; init; }

    /// <summary>The unsettled amounts that <see cref="By"/> accepts.</summary>
    public OpenQuestions Accepted { get; init; }
}
