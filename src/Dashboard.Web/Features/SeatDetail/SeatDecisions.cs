using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>What people decided about a seat, the newest first.</summary>
internal static class SeatDecisions
{
    public static IReadOnlyList<TimelineRow> All(SeatInput input, SeatCycle cycle) =>
        [.. input.Decisions.OrderByDescending(d => d.EffectiveAtMs).ThenByDescending(d => d.Sequence).Select(d => Row(d, input, cycle))];

    public static IReadOnlyList<TimelineRow> Overage(SeatInput input, SeatCycle cycle) =>
        [.. input.Decisions.Where(d => d.Body is OverageDecided).OrderByDescending(d => d.EffectiveAtMs).ThenByDescending(d => d.Sequence).Select(d => Row(d, input, cycle))];

    private static TimelineRow Row(Decision decision, SeatInput input, SeatCycle cycle)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(decision.EffectiveAtMs);
        return new TimelineRow(at, When(at, input), Title(decision.Body, input, cycle), Text(decision, input));
    }

    private static string When(DateTimeOffset at, SeatInput input) => Show.Instant(at, input.Now, input.Zone);

    private static string Title(DecisionBody body, SeatInput input, SeatCycle cycle) => body switch
    {
        SeatAdded added => $"Seat added, {Plans.NameOf(added.Plan)}",
        SeatRenamed => "Renamed",
        SeatPlanChanged plan => $"Plan {Plans.NameOf(plan.Plan)}",
        SeatTeamChanged team => team.Team is { } name ? $"Team {name}" : "No team",
        SeatCostCentreChanged centre => centre.CostCentre is { } name ? $"Cost centre {name}" : "No cost centre",
        SeatAnchorChanged anchor => $"Cycle starts on day {anchor.Anchor}",
        SeatEnded ended => $"Seat ends {Show.Day(ended.ActiveUntil, cycle.Today)}",
        SeatEndTakenBack => "The seat does not end",
        ClaimTakenBack => "Claim taken back",
        CreditClaimed claim => $"Claimed: {input.Organisation.Rules.ProgrammeOf(claim.ProgrammeId).Name}",
        OverageDecided { On: false } => "Overage off",
        OverageDecided on => $"Overage on, {(on.Cap is { } cap ? $"cap {Show.Amount(cap)}" : "no cap")}{(on.UntilMs is { } until ? $", until {When(DateTimeOffset.FromUnixTimeMilliseconds(until), input)}" : "")}",
        OverageRequested asked => $"Overage asked for, {(asked.Cap is { } limit ? $"cap {Show.Amount(limit)}" : "no cap")}",
        OverageRequestAnswered answered => answered.Approved ? "Request approved" : "Request refused",
        OverageRequestWithdrawn => "Request withdrawn",
        VendorStateDeclared declared => $"Said to be {(declared.On ? "on" : "off")} at the vendor",
        BalanceRead read => $"Console showed {Show.Amount(read.Balance)} left",
        BalanceReadingTakenBack => "Reading taken back",
        MoneySourceSet money => money.Source == MoneySource.VendorReport ? "A report of the vendor posts" : "Known requests post",
        GrantVoided voided => $"{Show.Amount(voided.Amount)} of the grant voided",
        LedgerAdjusted adjusted => $"Adjustment of {Show.Amount(adjusted.Amount)}",
        _ => "Decision",
    };

    private static string? Text(Decision decision, SeatInput input)
    {
        var by = Guid.TryParse(decision.Actor, out _) ? "" : $"by {decision.Actor}";
        var why = decision.Reason.Length > 0 ? $"“{decision.Reason}”" : "";
        var parts = string.Join(", ", ((string[])[by, why]).Where(p => p.Length > 0));
        return decision.BookedAtMs - decision.EffectiveAtMs > 60_000
            ? $"{parts}{(parts.Length > 0 ? ", " : "")}entered {When(DateTimeOffset.FromUnixTimeMilliseconds(decision.BookedAtMs), input)}"
            : parts.Length > 0 ? parts : null;
    }
}
