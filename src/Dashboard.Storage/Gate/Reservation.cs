using Dashboard.Credits.Money;

namespace Dashboard.Storage.Gate;

/// <summary>An amount that the gate holds for a run. No posting, and never in the ledger.</summary>
/// <param name="Id">What callers know it by; not guessable.</param>
/// <param name="SeatId">For which seat; -1 when the gate let a seat pass that it does not know.</param>
/// <param name="Amount">What was reserved.</param>
/// <param name="Used">What usage of its session took out of the account since; null: none has arrived.</param>
/// <param name="CreatedAtMs">When, Unix milliseconds UTC.</param>
/// <param name="ExpiresAtMs">When it ends unless somebody settles or releases it before.</param>
/// <param name="State">Where it stands.</param>
/// <param name="End">How it ended; null while it is open or holds on.</param>
/// <param name="EndedAtMs">When it was settled or ended.</param>
/// <param name="HoldsUntilMs">Until when a settled one goes on holding at the longest.</param>
/// <param name="ApiKeyId">Which API key asked.</param>
public sealed record Reservation(
    string Id, int SeatId, Nanodollars Amount, Nanodollars? Used, long CreatedAtMs, long ExpiresAtMs, ReservationState State, ReservationEnd? End, long? EndedAtMs, long? HoldsUntilMs, int ApiKeyId)
{
    /// <summary>What it holds now: its amount without what arrived usage has taken already, and nothing when it is over.</summary>
    public Nanodollars Held => State is ReservationState.Over ? default : Nanodollars.Max(default, Amount - Used.GetValueOrDefault());
}
