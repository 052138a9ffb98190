using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Programmes;

/// <summary>A credit programme: dated data, not code. Source: law, section 3.</summary>
public sealed record Programme
{
    /// <summary>Stable id, as stored.</summary>
    public required string Id { get; init; }

    /// <summary>The name on pages.</summary>
    public required string Name { get; init; }

    /// <summary>Who gives the credit.</summary>
    public required string Vendor { get; init; }

    /// <summary>Links to what was published.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>The vendor's published status over time, oldest first. Changes no number.</summary>
    public ImmutableArray<VendorStatusChange> StatusTimeline { get; init; } = [];

    /// <summary>The allowances; several rows of one target are dated versions.</summary>
    public ImmutableArray<AllowanceRow> Allowances { get; init; } = [];

    /// <summary>The most that one grant to the shared account can be; null: no cap.</summary>
    public Nanodollars? PoolCap { get; init; }

    /// <summary>Whether a seat (for the shared account: the organisation) must claim once before it has a grant.</summary>
    public bool ClaimNeeded { get; init; }

    /// <summary>What it covers; see <see cref="Covers"/>.</summary>
    public ImmutableArray<CoverageRule> Coverage { get; init; } = [];

    /// <summary>What a plan change in mid-cycle grants.</summary>
    public PlanChangePolicy PlanChange { get; init; }

    /// <summary>What follows exhaustion, as the vendor says.</summary>
    public AfterExhaustion AfterExhaustion { get; init; }

    /// <summary>Whether usage of this kind draws from the credit. Usage of an unknown pool never does unless a rule names it.</summary>
    public bool Covers(Pool pool, string? payer, string? entrypoint)
    {
        foreach (var rule in Coverage)
        {
            if (rule.Matches(pool, payer, entrypoint) && (pool != Pool.Unknown || rule.Pool == Pool.Unknown))
            {
                return rule.Covered;
            }
        }

        return false;
    }

    /// <summary>
    /// The allowance row that a grant at an instant follows for a seat with this plan, team and e-mail: of the most
    /// specific target, the row with the latest day of effect not after the grant (then the one entered last).
    /// Null when no row speaks about the seat.
    /// </summary>
    /// <param name="day">Local day of the grant.</param>
    /// <param name="atMs">Instant of the grant, Unix milliseconds UTC.</param>
    /// <param name="plan">Plan id.</param>
    /// <param name="team">Team, or null.</param>
    /// <param name="email">The seat's e-mail, or null.</param>
    public AllowanceRow? AllowanceAt(DateOnly day, long atMs, string plan, string? team, string? email)
    {
        AllowanceRow? best = null;
        foreach (var row in Allowances)
        {
            var speaks = row.Target switch
            {
                AllowanceTarget.Everyone => true,
                AllowanceTarget.Plan => row.Key == plan,
                AllowanceTarget.Team => team is not null && row.Key == team,
                AllowanceTarget.Seat => email is not null && string.Equals(row.Key, email, StringComparison.OrdinalIgnoreCase),
            };
            if (speaks && (best is null || Order(row).CompareTo(Order(best)) >= 0) && InEffect(row))
            {
                best = row;
            }
        }

        return best;

        static (AllowanceTarget, DateOnly, long) Order(AllowanceRow row) => (row.Target, row.EffectiveFrom, row.EnteredAtMs ?? long.MinValue);

        bool InEffect(AllowanceRow row) => row.EffectiveFrom <= day && (row.EnteredAtMs ?? atMs) <= atMs;
    }

    /// <summary>The same for a grant at an instant, whose local day is that of <paramref name="zone"/>.</summary>
    public AllowanceRow? AllowanceAt(long atMs, TimeZoneInfo zone, string plan, string? team, string? email) =>
        AllowanceAt(ZoneDays.DayOf(atMs, zone), atMs, plan, team, email);

    /// <summary>The vendor's latest published status on a day; null before the first.</summary>
    public VendorStatusChange? StatusOn(DateOnly day) => StatusTimeline.LastOrDefault(s => s.Day <= day);
}
