using Dashboard.Credits.Money;

namespace Dashboard.Credits.Programmes;

/// <summary>
/// A monthly allowance from a day on. It takes effect with the first grant at or after the first instant of
/// <see cref="EffectiveFrom"/> in the organisation's zone, and never before it was entered. Source: law, section 3.
/// </summary>
public sealed record AllowanceRow
{
    /// <summary>What the row is for.</summary>
    public AllowanceTarget Target { get; init; } = AllowanceTarget.Plan;

    /// <summary>Plan id, team name or seat e-mail; empty for everyone.</summary>
    public required string Key { get; init; }

    /// <summary>Amount per billing cycle and seat; null: not eligible. Not negative.</summary>
    public required Nanodollars? Amount { get; init; }

    /// <summary>Whether each seat holds it or the shared account.</summary>
    public ProgrammeScope Scope { get; init; } = ProgrammeScope.PerSeat;

    /// <summary>First local day of effect.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>When the row was entered by a person, Unix milliseconds UTC; null for a shipped row. An edit never changes a past cycle.</summary>
    public long? EnteredAtMs { get; init; }

    /// <summary>Where the figure was published, or who decided it.</summary>
    public required string Source { get; init; }
}
