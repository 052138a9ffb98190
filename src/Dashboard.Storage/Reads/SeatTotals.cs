using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>The sums over all rows of a query of the grid, not only those of a page.</summary>
/// <param name="Seats">How many seats.</param>
/// <param name="Consumed">Drawn from credit.</param>
/// <param name="Allocated">Granted.</param>
/// <param name="Overage">Overage.</param>
/// <param name="Uncovered">Usage that should have stopped.</param>
/// <param name="FirstCycleStart">The earliest cycle start among them, and the latest; the same when all have one cycle. Null without a seat.</param>
/// <param name="LastCycleStart">The latest.</param>
/// <param name="CycleEnd">The latest cycle end.</param>
/// <param name="NewestEventMs">Newest usage of any pool, Unix milliseconds UTC; null without any.</param>
/// <param name="AsOfMs">When the oldest of these figures was derived, Unix milliseconds UTC; null without a seat.</param>
public sealed record SeatTotals(
    long Seats,
    Nanodollars Consumed,
    Nanodollars Allocated,
    Nanodollars Overage,
    Nanodollars Uncovered,
    DateOnly? FirstCycleStart,
    DateOnly? LastCycleStart,
    DateOnly? CycleEnd,
    long? NewestEventMs,
    long? AsOfMs);
