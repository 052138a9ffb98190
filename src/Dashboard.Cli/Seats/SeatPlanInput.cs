using Dashboard.Ingestion.Csv;

namespace Dashboard.Cli.Seats;

/// <summary>What a plan was made from; the same input at the same decisions gives the same plan.</summary>
/// <param name="List">The list as read.</param>
/// <param name="File">How the list is named.</param>
/// <param name="Defaults">What holds for new seats where the list says nothing.</param>
/// <param name="From">First local day of changes to seats there are; today means from <paramref name="NowMs"/> on.</param>
/// <param name="NowMs">When the plan is made, Unix milliseconds UTC.</param>
/// <param name="EndMissing">Seats to end because the list does not name them.</param>
public sealed record SeatPlanInput(SeatList List, string File, SeatDefaults Defaults, DateOnly From, long NowMs, IReadOnlySet<int> EndMissing);
