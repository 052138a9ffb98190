using Dashboard.Credits.Cycles;

namespace Dashboard.Credits.Ledger;

/// <summary>The way of a cycle: open → closing → closed → (reopened). Source: law, section 5, Close.</summary>
public static class Closing
{
    /// <summary>Days of grace after a cycle's end, unless the organisation says otherwise.</summary>
    public const int DefaultGraceDays = 5;

    /// <summary>Where a cycle stands at an instant, by its decisions (of this account and cycle).</summary>
    public static CloseState StateOf(BillingCycle cycle, IEnumerable<CloseDecision> decisions, long atMs) =>
        decisions.Where(d => d.Cycle == cycle.StartDay && d.AtMs <= atMs).MaxBy(d => d.Sequence) switch
        {
            { Action: CloseAction.Close } => CloseState.Closed,
            { Action: CloseAction.Reopen } => CloseState.Reopened,
            _ => atMs < cycle.EndMs ? CloseState.Open : CloseState.Closing,
        };

    /// <summary>When the grace of a cycle ends, Unix milliseconds UTC: the first instant of the local day that many days after its end.</summary>
    public static long GraceEndMs(BillingCycle cycle, int graceDays, TimeZoneInfo zone) =>
        ZoneDays.FirstInstantOf(cycle.EndDay.AddDays(graceDays), zone);

    /// <summary>Why a decision cannot be made now, or null.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="cycle">Its cycle.</param>
    /// <param name="state">Where the cycle stands.</param>
    /// <param name="questions">What is unsettled in it.</param>
    /// <param name="graceEndMs">End of its grace.</param>
    public static string? Refusal(CloseDecision decision, BillingCycle cycle, CloseState state, OpenQuestions questions, long graceEndMs) =>
        decision.Action switch
        {
            CloseAction.Reopen =>
                state is not CloseState.Closed ? "Only a closed cycle can be reopened."
                : string.IsNullOrWhiteSpace(decision.Reason) ? "A reason is needed to reopen a cycle."
                : string.IsNullOrWhiteSpace(decision.SecondPerson) || decision.SecondPerson == decision.By ? "A second person is needed to reopen a cycle."
                : null,
            CloseAction.Close =>
                state is CloseState.Closed ? "The cycle is already closed."
                : decision.AtMs < cycle.EndMs ? "The cycle is still running."
                : state is CloseState.Closing && decision.AtMs < graceEndMs ? "The grace after the cycle's end is not over."
                : decision.Accepted != questions ? "The unsettled amounts must be accepted by name, as they stand now."
                : null,
        };

    /// <summary>
    /// The statement in which a correction to a closed cycle is booked: the account's earliest later cycle that is not
    /// closed and in which it still lives; for an account that ended, the organisation's current calendar month.
    /// </summary>
    /// <param name="setup">The account.</param>
    /// <param name="corrected">The closed cycle.</param>
    /// <param name="isClosed">Whether a cycle of the account is closed.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    public static StatementKey StatementFor(AccountSetup setup, BillingCycle corrected, Func<BillingCycle, bool> isClosed, long nowMs)
    {
        for (var cycle = setup.Calendar.Next(corrected); cycle.StartMs <= nowMs; cycle = setup.Calendar.Next(cycle))
        {
            if (!setup.TermsOf(cycle).Active)
            {
                break;
            }

            if (!isClosed(cycle))
            {
                return StatementKey.OfCycle(cycle.StartDay);
            }
        }

        var running = setup.Calendar.At(nowMs);
        var month = CalendarMonth.At(nowMs, setup.Calendar.ZoneOf(running));
        return new StatementKey(StatementKind.CalendarMonth, month.FirstDay);
    }
}
