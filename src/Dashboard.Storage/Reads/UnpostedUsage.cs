using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>Usage of some days that no seat's ledger shows, or not with an amount. The three overlap: each is stated beside a total, never added to it.</summary>
/// <param name="Unassigned">Usage without a seat that the shared account did not post.</param>
/// <param name="Unknown">Usage of unknown pool.</param>
/// <param name="UnpricedEvents">Events without a price, of any pool and seat.</param>
public sealed record UnpostedUsage(Nanodollars Unassigned, Nanodollars Unknown, long UnpricedEvents);
