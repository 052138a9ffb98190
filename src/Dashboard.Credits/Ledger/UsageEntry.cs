using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Ledger;

/// <summary>One covered, priced usage event, as the engine needs it. What the programme does not cover and what has no price is not given to the engine.</summary>
/// <param name="OccurredAtMs">When it happened, Unix milliseconds UTC.</param>
/// <param name="Identity">The event's primary hash; orders events of one instant.</param>
/// <param name="Amount">The rated or reported cost, not negative.</param>
/// <param name="SeatId">The seat; 0: no seat (shared account only).</param>
public readonly record struct UsageEntry(long OccurredAtMs, IdentityHash Identity, Nanodollars Amount, int SeatId) : IComparable<UsageEntry>
{
    /// <summary>The total order of events within an account: occurred-at, then identity in byte order. Source: law, section 5.</summary>
    public int CompareTo(UsageEntry other)
    {
        var byTime = OccurredAtMs.CompareTo(other.OccurredAtMs);
        return byTime != 0 ? byTime : Identity.CompareTo(other.Identity);
    }

    public static bool operator <(UsageEntry left, UsageEntry right) => left.CompareTo(right) < 0;

    public static bool operator >(UsageEntry left, UsageEntry right) => left.CompareTo(right) > 0;

    public static bool operator <=(UsageEntry left, UsageEntry right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UsageEntry left, UsageEntry right) => left.CompareTo(right) >= 0;
}
