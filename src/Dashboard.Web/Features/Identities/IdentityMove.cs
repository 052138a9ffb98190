using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Identities;

/// <summary>Known usage that a decision gives another seat.</summary>
/// <param name="From">The name of the seat before, or <c>Unassigned</c>.</param>
/// <param name="To">The name of the seat after.</param>
/// <param name="Events">How many events.</param>
/// <param name="Unpriced">Of them without an amount.</param>
/// <param name="Cost">What the others cost.</param>
public sealed record IdentityMove(string From, string To, long Events, long Unpriced, Nanodollars Cost);
