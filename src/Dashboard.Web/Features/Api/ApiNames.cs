namespace Dashboard.Web.Features.Api;

/// <summary>The names of amounts in answers, and which days each is about. All are USD as decimal strings, to the nanodollar.</summary>
internal static class ApiNames
{
    private const string Running = "running cycles, each account over its own", Period = "days of `cycle`", Own = "running cycle of the seat's account", Pool = "running cycle of the shared account";

    /// <summary>Of <c>/summary</c>.</summary>
    public static IReadOnlyList<ApiName> Summary { get; } =
    [
        new("allocated", Running, "Granted: allocated = consumed + expired + voided + available. The shared account is in it once."),
        new("consumed", Running, "What covered usage drew from the credit. Overage and uncovered are not in it."),
        new("available", Running, "What is left of the credit."),
        new("overage", Running, "Covered usage beyond the credit while overage was on, within the caps; shadow cycles included."),
        new("payableOverage", Running, "Of it, that of enforced cycles. Only this is payable."),
        new("uncovered", Running, "Covered usage beyond the credit and the overage: it should have stopped. Never payable here."),
        new("expired", Running, "Credit that expired within cycles that still run (a cycle that was cut)."),
        new("voided", Running, "Credit that people withdrew."),
        new("outside", Period, "Usage that no credit covers, with a seat or without: other call types, another payer, or nobody said who pays. In no figure above."),
        new("unassigned", Period, "Usage without a seat that no account has. What the shared account took of it is in `shared.withoutSeat`."),
        new("unknown", Period, "Usage of unknown call type. outside, unassigned and unknown overlap: each stands beside the totals and is added to nothing."),
        new("projected", Period, "Covered usage to expect by the end of these days: the same as `projection.projected`."),
        new("band", Period, "Its 80% band, low and high: the same as `projection.band`."),
        new("projection.consumed", Period, "Covered usage of these days so far: drawn, overage and uncovered together, of all accounts. `consumed` above is only what was drawn, and of running cycles."),
        new("projection.allocated", Running, "allocated less voided: what the projection is held against. Null without any."),
        new("projection.projected", Period, "projection.consumed and what is expected in the days left."),
        new("projection.band", Period, "Its 80% band, low and high."),
        new("shared.granted", Pool, "What the seats held at the cycle's start gave, the cap kept. `shared` is null without a shared account; its amounts are in those above."),
        new("shared.consumed", Pool, "Drawn from it."),
        new("shared.available", Pool, "What is left of it, for everybody."),
        new("shared.overage", Pool, "Overage beyond it."),
        new("shared.uncovered", Pool, "Uncovered beyond it."),
        new("shared.voided", Pool, "Withdrawn from it."),
        new("shared.withoutSeat.consumed", Pool, "Of shared.consumed, what usage without a seat drew: the seats' consumed and this add up to it."),
        new("shared.withoutSeat.overage", Pool, "The same of overage."),
        new("shared.withoutSeat.uncovered", Pool, "The same of uncovered."),
    ];

    /// <summary>Of a seat in <c>/seats</c>.</summary>
    public static IReadOnlyList<ApiName> Seat { get; } =
    [
        new("allocated", Own, "Granted. Of a seat in the shared account: its share, which is no limit and no right."),
        new("consumed", Own, "What the seat's covered usage drew, also beyond its share."),
        new("available", Own, "allocated − consumed − expired − voided. Of a seat in the shared account that is what is left of its share, below zero when it drew more; what may still be drawn is `shared.available` of the summary."),
        new("overage", Own, "Covered usage beyond the credit while overage was on, within the cap."),
        new("uncovered", Own, "Covered usage beyond the credit and the overage."),
        new("expired", Own, "Credit that expired. A share expires with the shared account and shows 0."),
        new("projected", Own, "consumed + overage + uncovered to expect by the end of the cycle."),
        new("band", Own, "Its 80% band, low and high."),
    ];

    /// <summary>Of a seat's ledger.</summary>
    public static IReadOnlyList<ApiName> Ledger { get; } =
    [
        new("granted", "the cycle asked for", "As `allocated` of the seat; granted = consumed + expired + voided + available."),
        new("coveredUsage", "the cycle asked for", "Usage that the programme covers, whether credit was left for it or not: consumed + overage + uncovered, less what people adjusted. Where nothing posts it is counted all the same. Files call it `used`."),
    ];

    /// <summary>Of a seat's projection.</summary>
    public static IReadOnlyList<ApiName> Projection { get; } =
    [
        new("consumed", Own, "Covered usage so far: drawn, overage and uncovered together. `consumed` of the seat is only what was drawn."),
        new("allocated", Own, "allocated less voided. Null without any, and for a seat in the shared account: its share runs out for nobody."),
        new("projected", Own, "consumed and what is expected in the days left."),
        new("band", Own, "Its 80% band, low and high; the same for each of `days`, at the day's end."),
    ];
}
