using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Credits.Tests;

/// <summary>Properties over seeded randomness: FsCheck picks and reports the seed, the seed makes the case.</summary>
internal static class Properties
{
    public static void ForSeeds(int cases, Action<Random> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => holds(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(cases));

    public static T Pick<T>(this Random random, params IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
