using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Programmes;

/// <summary>The organisation's own budget, for whoever no vendor gives a credit.</summary>
public sealed class InternalBudgetTests
{
    [Theory, BothDatabases]
    public async Task A_seats_row_wins_over_its_teams_and_both_over_everybodys_and_nobody_claims(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.DecideAsync(
            Start + Day,
            Row(AllowanceTarget.Everyone, "", 10), Row(AllowanceTarget.Team, "Blue", 40), Row(AllowanceTarget.Seat, "ada@example.org", 75),
            new SeatAdded(-1, "cleo@example.org", "Cleo", "free", null, null, 1, new DateOnly(2026, 1, 1)),
            new ProgrammeChosen("internal-budget", ProgrammeMode.Enforced));
        await test.Usage.WriteAsync(
            Use("a", December + 1, "80"), Use("b", December + 2, "5", "bob@example.org"), Use("c", December + 3, "2", "cleo@example.org"),
            Use("keyboard", December + 4, "9", "bob@example.org") with { Entrypoint = "cli" });
        await test.Database.Books.RollForwardAsync(December + Day);

        var cleo = (await test.Log.CurrentAsync()).SeatOf("cleo@example.org")!.Id;
        Assert.Equal(["75 75 5", "40 5 0", "10 2 0"], [await OfAsync(test, test.Ada), await OfAsync(test, test.Bob), await OfAsync(test, cleo)]);
        Assert.Empty((await BooksDoctor.CheckAsync(test.Database, December + Day)).Findings);
    }

    /// <summary>2026-12-01T00:00:00Z: the first cycle that obeys the choice.</summary>
    private const long December = Start + (30 * Day);

    private static AllowanceSet Row(AllowanceTarget target, string key, long usd) =>
        new("internal-budget", new AllowanceRow { Target = target, Key = key, Amount = Nanodollars.FromUsd(usd), EffectiveFrom = new DateOnly(2026, 11, 1), Source = "us" });

    /// <summary>December in whole dollars: granted, consumed, uncovered.</summary>
    private static async Task<string> OfAsync(BooksTest test, int seat)
    {
        var parts = (await test.CycleAsync(seat, "12")).Split('|').Select(v => long.Parse(v, System.Globalization.CultureInfo.InvariantCulture) / Nanodollars.PerUsd).ToList();
        return $"{parts[0]} {parts[1]} {parts[4]}";
    }
}
