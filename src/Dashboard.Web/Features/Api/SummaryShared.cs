using Dashboard.Storage.Books;

namespace Dashboard.Web.Features.Api;

/// <summary>
/// The shared account in its running cycle: its amounts are in those of the organisation. Parts of seats and <c>withoutSeat</c> add up to it.
/// </summary>
/// <param name="Cycle">Its cycle.</param>
/// <param name="Mode"><c>enforced</c>, <c>shadow</c>, <c>off</c> or <c>history</c>.</param>
/// <param name="State">Whether it is claimed and granted.</param>
/// <param name="Seats">Seats that draw from it.</param>
/// <param name="Granted">Granted in the cycle.</param>
/// <param name="Consumed">Drawn, by seats and without.</param>
/// <param name="Available">Left for everybody.</param>
/// <param name="Overage">Overage.</param>
/// <param name="Uncovered">Uncovered.</param>
/// <param name="Voided">Withdrawn by people.</param>
/// <param name="WithoutSeat">Of these, what usage without a seat made.</param>
internal sealed record SummaryShared(
    CycleAnswer Cycle, string Mode, string State, long Seats, string Granted, string Consumed, string Available, string Overage, string Uncovered, string Voided, WithoutSeatAnswer WithoutSeat)
{
    public static SummaryShared Of(PoolFigures pool) => new(
        new CycleAnswer(ApiText.Day(pool.CycleStart), ApiText.Day(pool.CycleEnd)),
        ApiText.Word(pool.Kind),
        ApiText.Word(pool.State),
        pool.Seats,
        ApiText.Money(pool.Granted),
        ApiText.Money(pool.Consumed),
        ApiText.Money(pool.Available),
        ApiText.Money(pool.Overage),
        ApiText.Money(pool.Uncovered),
        ApiText.Money(pool.Voided),
        new WithoutSeatAnswer(ApiText.Money(pool.ConsumedWithoutSeat), ApiText.Money(pool.OverageWithoutSeat), ApiText.Money(pool.UncoveredWithoutSeat)));
}
