using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Reads;

/// <summary>How many active seats there are, for views and filters.</summary>
/// <param name="Active">All active seats.</param>
/// <param name="Inactive">Seats that are not active today.</param>
/// <param name="States">By state word; states without a seat are left out.</param>
/// <param name="Teams">By team; an empty name is "no team".</param>
/// <param name="Plans">By plan id.</param>
/// <param name="OverageOn">With overage on.</param>
/// <param name="UsageGoesOn">Whose usage goes on although overage is off or its cap is reached.</param>
public sealed record SeatCounts(
    long Active,
    long Inactive,
    IReadOnlyDictionary<SeatState, long> States,
    IReadOnlyList<(string Team, long Seats)> Teams,
    IReadOnlyList<(string Plan, long Seats)> Plans,
    long OverageOn,
    long UsageGoesOn);
