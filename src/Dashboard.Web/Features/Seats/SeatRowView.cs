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
        var projected = SeatWords.Projected(seat);
        var waits = seat.State == SeatState.Unclaimed && seat.Allowance.IsPositive;
        return new SeatRowView
        {
            Line = seat,
            Name = SeatWords.Name(seat),
            Href = SeatWords.Href(seat.Email),
            Plan = plan,
            State = SeatWords.State(seat),
            Bar = SeatWords.Bar(seat),
            Allocation = waits ? $"({Show.Amount(seat.Allowance)})" : seat.Allocated.IsPositive ? Show.Amount(seat.Allocated) : Show.None,
            Projected = projected is { IsPositive: true } p ? Show.Amount(p) : Show.None,
            RunsOut = SeatWords.RunsOut(seat, today),
            Probability = projected is null ? Show.None : SeatWords.Probability(seat),
            Setting = SeatWords.Overage(seat.OverageIsOn, seat.OverageCap),
            PhoneLine = waits ? $"{Show.Amount(seat.Allowance)} to claim, {plan}"
                : seat.Allocated.IsPositive || seat.Used.IsPositive ? $"{Show.Amount(seat.Used)} of {Show.Amount(seat.Allocated)}, {plan}"
                : $"no allocation, {plan}",
        };
    }
}
