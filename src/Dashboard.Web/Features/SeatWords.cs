using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features;

/// <summary>A seat's running cycle in the words and shapes of pages: state, bar, overage, dates.</summary>
internal static class SeatWords
{
    /// <summary>Where the seat's page is.</summary>
    public static string Href(string email) => $"seats/{Uri.EscapeDataString(email)}";

    /// <summary>The name, or the e-mail when there is none.</summary>
    public static string Name(SeatLine seat) => seat.Name.Length > 0 ? seat.Name : seat.Email;

    /// <summary>The state as pages show it, which also says when an overage cap is reached.</summary>
    public static StateKind State(SeatLine seat) => seat.State switch
    {
        SeatState.OverageOn when seat.OverageCap is { } cap && seat.Overage >= cap => StateKind.OverageCapReached,
        _ => State(seat.State),
    };

    /// <summary>The shape of a state word.</summary>
    public static StateKind State(SeatState state) => state switch
    {
        SeatState.Exhausted => StateKind.Exhausted,
        SeatState.OverageOn => StateKind.OverageOn,
        SeatState.LikelyToRunOut => StateKind.LikelyToRunOut,
        SeatState.AtRisk => StateKind.AtRisk,
        SeatState.StaleData => StateKind.Stale,
        SeatState.OnTrack => StateKind.OnTrack,
        SeatState.Idle => StateKind.Idle,
        SeatState.Unclaimed => StateKind.Unclaimed,
        SeatState.NotEligible => StateKind.NotEligible,
    };

    /// <summary>Whether nothing is left, so that there is nothing to predict.</summary>
    public static bool IsPast(SeatLine seat) => seat.State is SeatState.Exhausted or SeatState.OverageOn;

    /// <summary>Whether there is anything to project from: some usage in this cycle, and data that are not stale. A zero or a small probability made from nothing would feign certainty.</summary>
    public static bool IsObserved(SeatLine seat) => seat.Used.IsPositive && seat.State is not (SeatState.StaleData or SeatState.Idle);

    /// <summary>The projected total, where one is shown: not when the seat should have stopped, and not before anything was observed.</summary>
    public static Nanodollars? Projected(SeatLine seat) =>
        !IsObserved(seat) || seat.State is SeatState.Exhausted or SeatState.Unclaimed or SeatState.NotEligible ? null : seat.Projected;

    /// <summary>The allocation bar.</summary>
    public static AllocationBarView Bar(SeatLine seat)
    {
        var projected = Projected(seat);
        var sentence = seat.Allocated.IsPositive
            ? $"{Show.Amount(seat.Used)} of {Show.Amount(seat.Allocated)} USD used, {Show.Percent(seat.Used, seat.Allocated)}{(projected is { } p ? $", projected {Show.Amount(p)}" : "")}"
            : $"No credit granted, {Show.Amount(seat.Used)} USD used";
        return new AllocationBarView(seat.Allocated, seat.Consumed, seat.Overage, seat.Uncovered, projected, sentence);
    }

    /// <summary><c>Off</c>, <c>On, no cap</c>, <c>On, cap 150.00</c>.</summary>
    public static string Overage(bool on, Nanodollars? cap) => !on ? "Off" : cap is { } limit ? $"On, cap {Show.Amount(limit)}" : "On, no cap";

    /// <summary>When credit ends or ended: <c>24 Nov</c>, or a dash.</summary>
    public static string RunsOut(SeatLine seat, DateOnly today) => IsObserved(seat) && seat.ExhaustionDate is { } day ? Show.Day(day, today) : Show.None;

    /// <summary>The probability, or a dash where it is no question.</summary>
    public static string Probability(SeatLine seat) => IsPast(seat) || !IsObserved(seat) || seat.ExhaustProbability is not { } p ? Show.None : Show.Probability(p);

    /// <summary>The row in one grey sentence, for phones.</summary>
    public static string Sentence(SeatLine seat, DateOnly today)
    {
        var end = seat.ExhaustionDate is { } day ? $"{(IsPast(seat) ? "ran" : "runs")} out {Show.Day(day, today)}"
            : seat.ExhaustProbability is { } p ? $"may run out ({Show.Probability(p)} likely)" : "does not run out";
        return $"{Show.Amount(seat.Used)} of {Show.Amount(seat.Allocated)}, {end}, overage {Overage(seat.OverageIsOn, seat.OverageCap).ToLowerInvariant()}";
    }

    /// <summary>An allocation after a slash: whole dollars without cents.</summary>
    public static string Whole(Nanodollars amount) => amount.Value % Nanodollars.PerUsd == 0 ? Show.Amount(amount)[..^3] : Show.Amount(amount);

    /// <summary>What a cycle is, in a word behind its name; empty for an ordinary one.</summary>
    public static string Kind(CycleKind kind) => kind switch
    {
        CycleKind.Shadow => "as if live",
        CycleKind.Off => "no programme",
        CycleKind.History => "before the books",
        CycleKind.Enforced => "",
    };
}
