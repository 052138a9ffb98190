using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Seats;

namespace Dashboard.Storage.Reads;

/// <summary>All that the page of one seat shows at first.</summary>
/// <param name="Seat">What was decided about it.</param>
/// <param name="Line">Its running cycle; null before anything was derived.</param>
/// <param name="Cycle">The cycle that was asked for; null when the ledger has no such cycle.</param>
/// <param name="Cycles">First days of its cycles, newest first.</param>
/// <param name="Days">The cycle by day, cumulative, up to today or its end.</param>
/// <param name="LastCycle">Covered usage of the cycle before, cumulative by day; empty without any.</param>
/// <param name="Projection">The projection, for the running cycle only.</param>
public sealed record SeatData(
    Seat Seat,
    SeatLine? Line,
    CycleFigures? Cycle,
    IReadOnlyList<DateOnly> Cycles,
    IReadOnlyList<SeriesDay> Days,
    IReadOnlyList<Nanodollars> LastCycle,
    CycleProjection? Projection);
