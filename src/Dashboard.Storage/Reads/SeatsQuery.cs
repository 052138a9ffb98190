using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Reads;

/// <summary>Which seats, in which order, and which page of them. What is null is not asked.</summary>
public sealed record SeatsQuery
{
    /// <summary>What the reader may see; null: everything.</summary>
    public SeatsWithin? Within { get; init; }

    /// <summary>Part of e-mail, name, team or cost centre, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>The team exactly; empty: no team.</summary>
    public string? Team { get; init; }

    /// <summary>The cost centre exactly; empty: none.</summary>
    public string? CostCentre { get; init; }

    /// <summary>Plan id.</summary>
    public string? Plan { get; init; }

    /// <summary>Any of these states; empty: every state.</summary>
    public IReadOnlyCollection<SeatState> States { get; init; } = [];

    /// <summary>True: overage on; false: off.</summary>
    public bool? OverageIsOn { get; init; }

    /// <summary>True: only seats whose usage goes on although it should have stopped.</summary>
    public bool UsageGoesOn { get; init; }

    /// <summary>True to list seats that are not active today, too.</summary>
    public bool WithInactive { get; init; }

    /// <summary>True to list the seats, too, that ended in their running cycle and were granted or used something: the rows then add up to the organisation's figures.</summary>
    public bool WithEnded { get; init; }

    /// <summary>Only seats whose e-mail comes after this one: with <see cref="SeatSort.Email"/>, pages that neither miss nor repeat a seat while others come and go.</summary>
    public string? AfterEmail { get; init; }

    /// <summary>The order.</summary>
    public SeatSort Sort { get; init; }

    /// <summary>The other way round; not for <see cref="SeatSort.Urgency"/>.</summary>
    public bool Descending { get; init; }

    /// <summary>Rows before the page.</summary>
    public int Offset { get; init; }

    /// <summary>Rows of the page, at most 10,000.</summary>
    public int Limit { get; init; } = 100;
}
