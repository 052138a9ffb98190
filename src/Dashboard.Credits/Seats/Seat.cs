using System.Collections.Immutable;
using Dashboard.Credits.Overage;

namespace Dashboard.Credits.Seats;

/// <summary>
/// One licensed person-slot. It has exactly one plan at every instant; another person is another seat. Source: law, section 3.
/// </summary>
public sealed record Seat
{
    /// <summary>The stored id, above 0.</summary>
    public required int Id { get; init; }

    /// <summary>E-mail.</summary>
    public required string Email { get; init; }

    /// <summary>Name on pages.</summary>
    public string Name { get; init; } = "";

    /// <summary>Plan ids over time.</summary>
    public required History<string> Plan { get; init; }

    /// <summary>Teams over time; null: no team.</summary>
    public History<string?> Team { get; init; } = new(null);

    /// <summary>Cost centres over time; null: none.</summary>
    public History<string?> CostCentre { get; init; } = new(null);

    /// <summary>Account anchor days 1–31 over time; a change takes effect at the first instant of its local day.</summary>
    public required History<int> Anchor { get; init; }

    /// <summary>First active local day (included).</summary>
    public required DateOnly ActiveFrom { get; init; }

    /// <summary>End of activity, local day (excluded); null: open.</summary>
    public DateOnly? ActiveUntil { get; init; }

    /// <summary>Claims, one a programme; of several the earliest counts.</summary>
    public ImmutableArray<Claim> Claims { get; init; } = [];

    /// <summary>The overage decisions of this seat.</summary>
    public OverageHistory Overage { get; init; } = OverageHistory.None;

    /// <summary>Whether the seat is active on a local day.</summary>
    public bool IsActiveOn(DateOnly day) => day >= ActiveFrom && !(day >= ActiveUntil);

    /// <summary>The earliest claim of a programme, or null.</summary>
    public Claim? ClaimOf(string programmeId) => Claims.Where(c => c.ProgrammeId == programmeId).MinBy(c => c.AtMs);
}
