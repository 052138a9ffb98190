using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Seats;

/// <summary>One row of the grid, finished: only texts and what the bar draws.</summary>
public sealed record SeatRowView
{
    /// <summary>The seat as it was read.</summary>
    public required SeatLine Line { get; init; }

    /// <summary>Its name; without one the e-mail.</summary>
    public required string Name { get; init; }

    /// <summary>The page of the seat.</summary>
    public required string Href { get; init; }

    /// <summary>The plan's name.</summary>
    public required string Plan { get; init; }

    /// <summary>The state.</summary>
    public required StateKind State { get; init; }

    /// <summary>The bar.</summary>
    public required AllocationBarView Bar { get; init; }

    /// <summary>The allocation; in brackets when it waits for a claim.</summary>
    public required string Allocation { get; init; }

    /// <summary>Projected usage; a dash where nothing is projected.</summary>
    public required string Projected { get; init; }

    /// <summary>When it runs out.</summary>
    public required string RunsOut { get; init; }

    /// <summary>How probably.</summary>
    public required string Probability { get; init; }

    /// <summary>The overage setting in words.</summary>
    public required string Setting { get; init; }

    /// <summary>The grey line on a phone.</summary>
    public required string PhoneLine { get; init; }

    /// <summary>Whether the seat has anything to show amounts of.</summary>
    public bool HasCredit => Line.Allocated.IsPositive || Line.Used.IsPositive;

    /// <summary>A row of what was read.</summary>
    public static SeatRowView Of(SeatLine seat, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(seat);
        var plan = Plans.NameOf(seat.Plan);
        var isProjected = seat.State is SeatState.OverageOn or SeatState.LikelyToRunOut or SeatState.AtRisk or SeatState.OnTrack && seat.Projected.IsPositive;
        var setting = !seat.OverageIsOn ? "Off" : seat.OverageCap is { } cap ? $"On, cap {Show.Amount(cap)}" : "On, no cap";
        var waits = seat.State == SeatState.Unclaimed && seat.Allowance.IsPositive;
        return new SeatRowView
        {
            Line = seat,
            Name = seat.Name.Length > 0 ? seat.Name : seat.Email,
            Href = "seats/" + Uri.EscapeDataString(seat.Email),
            Plan = plan,
            State = KindOf(seat),
            Bar = new AllocationBarView(seat.Allocated, seat.Consumed, seat.Overage, seat.Uncovered, isProjected ? seat.Projected : null, Sentence(seat, isProjected)),
            Allocation = waits ? $"({Show.Amount(seat.Allowance)})" : seat.Allocated.IsPositive ? Show.Amount(seat.Allocated) : Show.None,
            Projected = isProjected ? Show.Amount(seat.Projected) : Show.None,
            RunsOut = seat.ExhaustionDate is { } day ? Show.Day(day, today) : Show.None,
            Probability = isProjected && seat is { State: not SeatState.OverageOn, ExhaustProbability: { } p } ? Show.Probability(p) : Show.None,
            Setting = setting,
            PhoneLine = (waits ? $"{Show.Amount(seat.Allowance)} to claim, {plan}"
                : seat.Allocated.IsPositive || seat.Used.IsPositive ? $"{Show.Amount(seat.Used)} of {Show.Amount(seat.Allocated)}, {plan}"
                : $"no allocation, {plan}") + (seat.OverageIsOn ? ", overage on" : ""),
        };
    }

    /// <summary>The state as it is drawn.</summary>
    public static StateKind KindOf(SeatLine seat)
    {
        ArgumentNullException.ThrowIfNull(seat);
        return KindOf(seat.State, isCapReached: seat is { OverageIsOn: true, OverageCap: { } cap } && seat.Overage >= cap);
    }

    /// <summary>The same for a word alone.</summary>
    public static StateKind KindOf(SeatState state, bool isCapReached = false) => state switch
    {
        SeatState.Exhausted => StateKind.Exhausted,
        SeatState.OverageOn => isCapReached ? StateKind.OverageCapReached : StateKind.OverageOn,
        SeatState.LikelyToRunOut => StateKind.LikelyToRunOut,
        SeatState.AtRisk => StateKind.AtRisk,
        SeatState.StaleData => StateKind.Stale,
        SeatState.OnTrack => StateKind.OnTrack,
        SeatState.Idle => StateKind.Idle,
        SeatState.Unclaimed => StateKind.Unclaimed,
        SeatState.NotEligible => StateKind.NotEligible,
    };

    private static string Sentence(SeatLine seat, bool isProjected) => !seat.Allocated.IsPositive
        ? seat.Used.IsPositive ? $"{Show.Amount(seat.Used)} USD used without an allocation" : "No allocation"
        : $"{Show.Amount(seat.Used)} of {Show.Amount(seat.Allocated)} USD used, {Show.Percent(seat.Used, seat.Allocated)}"
            + (isProjected ? $", projected {Show.Amount(seat.Projected)}" : "");
}
