using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>The seats of one team or cost centre, each in its running cycle.</summary>
/// <param name="Name">The name; null: seats without one.</param>
/// <param name="Seats">Active seats that are in it now.</param>
/// <param name="Allocated">Granted to the seats that are in it now; shares in the shared account included.</param>
/// <param name="Used">Used while they were in it, by days.</param>
/// <param name="Overage">Of it, overage.</param>
/// <param name="Projected">What the seats that are in it now will have used by the end of their cycles: a sum of medians.</param>
/// <param name="Others">Of teams: cost centres of their seats now; of cost centres: teams.</param>
public sealed record TeamSums(
    string? Name, long Seats, Nanodollars Allocated, Nanodollars Used, Nanodollars Overage, Nanodollars Projected, IReadOnlyList<string> Others);
