using Dashboard.Credits.Money;

namespace Dashboard.Storage.Writes;

/// <summary>Observations of known requests that state another cost than the one that counts. Which of the two counts follows from the observations alone.</summary>
/// <param name="Kept">How many change nothing: the known cost counts on.</param>
/// <param name="KeptStated">What they state.</param>
/// <param name="KeptKnown">What counts on.</param>
/// <param name="Taken">How many count from then on.</param>
/// <param name="TakenStated">What they state.</param>
/// <param name="TakenKnown">What counted before.</param>
public sealed record OtherCosts(int Kept, Nanodollars KeptStated, Nanodollars KeptKnown, int Taken, Nanodollars TakenStated, Nanodollars TakenKnown)
{
    /// <summary>None at all.</summary>
    public static OtherCosts None { get; } = new(0, default, default, 0, default, default);

    /// <summary>All of them.</summary>
    public int Count => Kept + Taken;

    /// <summary>Two together.</summary>
    public static OtherCosts operator +(OtherCosts a, OtherCosts b) => new(
        a.Kept + b.Kept, a.KeptStated + b.KeptStated, a.KeptKnown + b.KeptKnown, a.Taken + b.Taken, a.TakenStated + b.TakenStated, a.TakenKnown + b.TakenKnown);

    /// <summary>One more: what it states, what counted before and what counts after it.</summary>
    internal OtherCosts With(Nanodollars stated, Nanodollars before, Nanodollars after) =>
        stated == after
            ? this with { Taken = Taken + 1, TakenStated = TakenStated + stated, TakenKnown = TakenKnown + before }
            : this with { Kept = Kept + 1, KeptStated = KeptStated + stated, KeptKnown = KeptKnown + before };
}
