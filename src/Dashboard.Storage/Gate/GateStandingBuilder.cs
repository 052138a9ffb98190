using System.Collections.Immutable;
using Dashboard.Credits.Admission;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Gate;

/// <summary>Puts together what the gate looks at. Pure: the memory and the transaction that reserves give it the same rows and get the same standing.</summary>
internal static class GateStandingBuilder
{
    /// <summary>The standing of a seat at an instant.</summary>
    /// <param name="organisation">Seats, runbooks, modes.</param>
    /// <param name="seat">The seat; null: nobody has the e-mail.</param>
    /// <param name="figures">The seat's figures; null: none were derived.</param>
    /// <param name="pool">The shared account's, for a seat that draws from it.</param>
    /// <param name="entered">Whether an account, or a seat's share, has entered a stage in the cycle of the account that the seat draws from.</param>
    /// <param name="holds">What reservations hold of the account.</param>
    /// <param name="isDeadMan">The dead man spoke.</param>
    /// <param name="nowMs">The instant.</param>
    public static AdmissionStanding Of(
        Organisation organisation, Seat? seat, GateFigures? figures, GateFigures? pool, Func<int, string, bool> entered, GateHold[] holds, bool isDeadMan, long nowMs)
    {
        var account = figures?.AccountId == Organisation.PoolAccount ? pool : figures;
        if (seat is null || figures is null || account is null || !account.Contains(nowMs))
        {
            return new AdmissionStanding
            {
                Kind = organisation.Rules.Choice.At(nowMs).Mode switch
                {
                    ProgrammeMode.Off => CycleKind.Off,
                    ProgrammeMode.Shadow => CycleKind.Shadow,
                    ProgrammeMode.Enforced => CycleKind.Enforced,
                },
                Knowledge = seat is null && organisation.IsCreated ? AdmissionKnowledge.UnknownSeat : AdmissionKnowledge.NoData,
                FailsOpen = organisation.Runbooks.GateFailsOpen,
            };
        }

        var (held, heldBySeat, until) = Sum(holds, seat.Id, nowMs);
        var overage = seat.Overage.At(nowMs);
        var rules = organisation.Runbooks.Of(account.AccountId == Organisation.PoolAccount ? null : seat, nowMs).Rules;
        return new AdmissionStanding
        {
            Kind = account.Kind,
            Knowledge = isDeadMan ? AdmissionKnowledge.DeadMan : figures.IsStale ? AdmissionKnowledge.Stale : AdmissionKnowledge.Current,
            FailsOpen = organisation.Runbooks.GateFailsOpen,
            State = ReferenceEquals(account, figures) ? figures.State : OfShare(organisation, seat, account, nowMs),
            Allocation = account.Allocation,
            Consumed = account.Consumed,
            Available = account.Available,
            Held = held,
            HeldBySeat = heldBySeat,
            HeldUntilMs = until,
            OverageOn = overage.On,
            OverageRemaining = overage.Remaining(figures.Overage),
            Entered = account.AccountId == Organisation.PoolAccount
                ? [.. Entered(rules, account.AccountId, isShare: false, entered), .. Entered(organisation.Runbooks.Of(seat, nowMs).Rules, seat.Id, isShare: true, entered)]
                : Entered(rules, account.AccountId, isShare: false, entered),
            Exhausted = rules.Stages.FirstOrDefault(s => s.Stage.Kind is StageKind.Exhausted),
            ResetMs = account.EndMs,
        };
    }

    /// <summary>A share is no right: whoever is active draws from the shared account, with a share of 0 too.</summary>
    private static SeatCycleState OfShare(Organisation organisation, Seat seat, GateFigures pool, long nowMs) =>
        pool.CycleStart >= seat.ActiveUntil || (pool.CycleStart < seat.ActiveFrom && organisation.DayOf(nowMs) < seat.ActiveFrom) ? SeatCycleState.Inactive : pool.State;

    private static ImmutableArray<RunbookStage> Entered(RunbookRules rules, int account, bool isShare, Func<int, string, bool> entered)
    {
        // Mostly no stage is entered that says anything.
        var found = ImmutableArray<RunbookStage>.Empty;
        foreach (var stage in rules.Stages)
        {
            if (stage.Gate is not GateAnswer.Allow && stage.Stage.Kind is StageKind.Share == isShare && entered(account, stage.Stage.Id))
            {
                found = found.Add(stage);
            }
        }

        return found;
    }

    private static (Nanodollars Held, Nanodollars BySeat, long? UntilMs) Sum(GateHold[] holds, int seatId, long nowMs)
    {
        Nanodollars held = default, bySeat = default;
        long? until = null;
        foreach (var hold in holds)
        {
            if (hold.UntilMs <= nowMs || !hold.Amount.IsPositive)
            {
                continue;
            }

            held += hold.Amount;
            bySeat += hold.SeatId == seatId ? hold.Amount : default;
            until = Math.Min(until ?? long.MaxValue, hold.UntilMs);
        }

        return (held, bySeat, until);
    }
}
