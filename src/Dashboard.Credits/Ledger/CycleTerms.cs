using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;

namespace Dashboard.Credits.Ledger;

/// <summary>What holds for one account in one cycle, decided at the cycle's start.</summary>
/// <param name="Cycle">The cycle.</param>
/// <param name="Kind">What the ledger does.</param>
/// <param name="Programme">The programme in force; null in history and off cycles.</param>
/// <param name="Active">Whether the seat is active at the start (the shared account always is).</param>
/// <param name="Allowance">The allowance at the start; zero: not eligible.</param>
/// <param name="ClaimedAtMs">From when the claim holds: long.MinValue when none is needed, long.MaxValue when none was made.</param>
/// <param name="ClaimDecision">Sequence of the claim's decision; 0: none.</param>
/// <param name="Shares">The shared account only: shares of the grant at the start.</param>
public sealed record CycleTerms(
    BillingCycle Cycle,
    CycleKind Kind,
    Programme? Programme,
    bool Active,
    Nanodollars Allowance,
    long ClaimedAtMs,
    long ClaimDecision,
    ImmutableArray<SeatShare> Shares)
{
    /// <summary>Whether anything posts.</summary>
    public bool Posts => Kind is CycleKind.Shadow or CycleKind.Enforced;

    /// <summary>Where the account stands, given the highest allowance so far and the instant reached.</summary>
    public SeatCycleState StateAt(long atMs, Nanodollars allowance) =>
        !Posts ? SeatCycleState.NoProgramme
        : !Active ? SeatCycleState.Inactive
        : !allowance.IsPositive ? SeatCycleState.NotEligible
        : atMs < ClaimedAtMs ? SeatCycleState.Unclaimed
        : SeatCycleState.Granted;

    internal static CycleTerms Of(AccountSetup setup, BillingCycle cycle)
    {
        var rules = setup.Rules;
        var choice = rules.Choice.At(cycle.StartMs);
        var kind = cycle.EndMs <= setup.BooksStartMs ? CycleKind.History : choice.Mode switch
        {
            ProgrammeMode.Off => CycleKind.Off,
            ProgrammeMode.Shadow => CycleKind.Shadow,
            ProgrammeMode.Enforced => CycleKind.Enforced,
        };
        var active = setup.IsPool || setup.Seat.IsActiveOn(cycle.StartDay);
        if (kind is CycleKind.History or CycleKind.Off)
        {
            return new(cycle, kind, null, active, default, long.MinValue, 0, []);
        }

        var programme = rules.ProgrammeOf(choice.ProgrammeId);
        var claim = setup.IsPool
            ? rules.PoolClaims.Where(c => c.ProgrammeId == programme.Id).MinBy(c => c.AtMs)
            : setup.Seat.ClaimOf(programme.Id);
        var shares = setup.IsPool ? PoolGrant.At(programme, setup.Seats, cycle.StartDay, cycle.StartMs) : [];
        var allowance = setup.IsPool
            ? shares.Sum(s => s.Amount)
            : setup.AllowanceAt(programme, cycle, cycle.StartMs);
        var claimedAt = !programme.ClaimNeeded ? long.MinValue : claim?.AtMs ?? long.MaxValue;
        return new(cycle, kind, programme, active, active ? allowance : default, claimedAt, claim?.Decision ?? 0, shares);
    }
}
