using System.Collections.Immutable;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;

namespace Dashboard.Credits.Seats;

/// <summary>What an organisation has decided that the ledger obeys. Source: law, sections 2, 3 and 5.</summary>
public sealed record OrganisationRules
{
    /// <summary>IANA ids of the time zone over time; a change holds for cycles that start at or after it.</summary>
    public History<string> Zone { get; init; } = new("UTC");

    /// <summary>The programmes, with the organisation's own rows.</summary>
    public ImmutableArray<Programme> Programmes { get; init; } = ShippedProgrammes.All;

    /// <summary>Which programme the ledger obeys and how; a change holds for cycles that start at or after it.</summary>
    public required History<ProgrammeChoice> Choice { get; init; }

    /// <summary>Books start, a local day: cycles that ended at or before its first instant are history.</summary>
    public required DateOnly BooksStart { get; init; }

    /// <summary>Anchor of the shared account over time (the plan's payment day).</summary>
    public History<int> PoolAnchor { get; init; } = new(1);

    /// <summary>The organisation's own claims, for the shared account.</summary>
    public ImmutableArray<Claim> PoolClaims { get; init; } = [];

    /// <summary>The organisation's own overage decisions, for usage in the shared account without a seat.</summary>
    public OverageHistory PoolOverage { get; init; } = OverageHistory.None;

    /// <summary>The programme with this id.</summary>
    /// <exception cref="KeyNotFoundException">No such programme.</exception>
    public Programme ProgrammeOf(string id) =>
        Programmes.FirstOrDefault(p => p.Id == id) ?? throw new KeyNotFoundException($"There is no programme '{id}'.");
}
