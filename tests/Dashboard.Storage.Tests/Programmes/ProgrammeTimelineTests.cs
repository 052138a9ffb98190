using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Tests.Programmes;

/// <summary>What the vendor announced, paused and replaced in 2026, with an organisation's own decisions through it. Nothing here is code of a programme: only dated data.</summary>
public sealed class ProgrammeTimelineTests
{
    private const long Day = Records.Day;

    [Fact]
    public void The_vendors_status_is_told_by_date_and_changes_no_number()
    {
        var sdk = ShippedProgrammes.AgentSdkCredit;
        var api = ShippedProgrammes.MonthlyApiCredits;

        Assert.Equal(
            [null, VendorStatus.Announced, VendorStatus.Announced, VendorStatus.Paused, VendorStatus.Paused],
            new DateOnly[] { new(2026, 5, 12), new(2026, 5, 13), new(2026, 6, 14), new(2026, 6, 15), new(2026, 11, 20) }.Select(d => sdk.StatusOn(d)?.Status));
        Assert.Equal([null, VendorStatus.Active], new DateOnly[] { new(2026, 10, 6), new(2026, 10, 7) }.Select(d => api.StatusOn(d)?.Status));
        Assert.Equal(Nanodollars.FromUsd(100), sdk.AllowanceAt(new DateOnly(2026, 11, 1), 0, "team-premium", null, null)!.Amount);
    }

    [Theory, BothDatabases]
    public async Task Announced_paused_and_replaced_programmes_are_replayed_with_the_organisations_own_decisions(DatabaseProvider provider)
    {
        await using var usage = await UsageTest.CreateAsync(provider);
        var (database, log) = (usage.Database, usage.Database.Decisions);

        // 13 May: announced. The organisation tries it in shadow mode from June on, as if it were live on the 15th.
        await log.AppendAsync(
            Ms(2026, 5, 14),
            new OrganisationCreated("Example", "UTC", new DateOnly(2026, 5, 1)),
            new ProgrammeChosen("agent-sdk-credit", ProgrammeMode.Shadow),
            new SeatAdded(-1, "ada@example.org", "Ada", "team-premium", null, null, 1, new DateOnly(2026, 5, 1)),
            new SeatAdded(-2, "bob@example.org", "Bob", "team-standard", null, null, 1, new DateOnly(2026, 5, 1)),
            new CreditClaimed(-1, "agent-sdk-credit"),
            new CreditClaimed(-2, "agent-sdk-credit"));
        await PlayAsync(Ms(2026, 6, 20));
        var (ada, bob) = ((await log.CurrentAsync()).SeatOf("ada@example.org")!.Id, (await log.CurrentAsync()).SeatOf("bob@example.org")!.Id);

        // 20 June: paused by the vendor. Nothing changes by itself; the organisation enters a budget of its own and obeys it from July on.
        await log.AppendAsync(
            Ms(2026, 6, 20),
            new AllowanceSet("internal-budget", new AllowanceRow { Target = AllowanceTarget.Everyone, Key = "", Amount = Nanodollars.FromUsd(50), EffectiveFrom = new DateOnly(2026, 7, 1), Source = "us" }),
            new AllowanceSet("internal-budget", new AllowanceRow { Target = AllowanceTarget.Seat, Key = "ada@example.org", Amount = Nanodollars.FromUsd(80), EffectiveFrom = new DateOnly(2026, 7, 1), Source = "us" }),
            new ProgrammeChosen("internal-budget", ProgrammeMode.Enforced));
        await PlayAsync(Ms(2026, 10, 8));

        // 8 October: replaced. Claimed at once, obeyed from November on; runs are on keys of the linked organisation by then.
        await log.AppendAsync(
            Ms(2026, 10, 8),
            new CreditClaimed(Organisation.PoolAccount, "monthly-api-credits"),
            new ProgrammeChosen("monthly-api-credits", ProgrammeMode.Enforced),
            new PayerRulesSet(new PayerRules([new PayerRule { Payer = Payers.LinkedConsole, Entrypoint = "sdk-*", FromMs = Ms(2026, 11, 1) }])));
        await PlayAsync(Ms(2026, 12, 2));

        string[] expected =
        [
            "agent-sdk-credit 2 ada 5: 0 0 0 30",    // before the first allowance row there is nothing to grant
            "agent-sdk-credit 2 ada 6: 0 0 0 30",    // its cycle began on 1 June, the allowance holds from the 15th
            "internal-budget 3 ada 7: 80 30 50 0",
            "internal-budget 3 ada 8: 80 30 50 0",
            "internal-budget 3 ada 9: 80 30 50 0",
            "internal-budget 3 ada 10: 80 30 50 0",   // decided on 8 October: the running cycle stays
            "monthly-api-credits 3 pool 11: 120 60 60 0",
            "monthly-api-credits 3 pool 12: 120 2 0 0",
        ];
        Assert.Equal(expected, await CyclesAsync());
        Assert.Empty((await BooksDoctor.CheckAsync(database, Ms(2026, 12, 2))).Findings);
        var played = await CyclesAsync();
        await database.Books.RebuildAsync(Ms(2026, 12, 2));
        Assert.Equal(played, await CyclesAsync());

        async Task PlayAsync(long untilMs)
        {
            var known = await usage.NumberAsync("SELECT COALESCE(MAX(occurred_at_ms), 0) FROM usage_event");
            List<Credits.Usage.UsageRecord> runs = [];
            for (var day = Ms(2026, 5, 1); day < untilMs; day += Day)
            {
                // A dollar a day and seat, the first thirty days of each month.
                if (day + 1 > known && DateTimeOffset.FromUnixTimeMilliseconds(day).Day <= 30)
                {
                    runs.AddRange(new[] { "ada", "bob" }.Select(who => Records.Message($"{who}-{day}", day + 1) with { Entrypoint = "sdk-cli", SeatEmail = $"{who}@example.org", AuthoritativeCost = Records.Usd("1") }));
                }
            }

            await usage.WriteAsync([.. runs]);
            await database.Books.RollForwardAsync(untilMs);
        }

        async Task<List<string>> CyclesAsync() => [.. (await usage.QueryAsync(
                $"SELECT programme_id, kind, seat_id, cycle_start, granted, consumed, expired, uncovered FROM seat_cycle WHERE seat_id = account_id AND (seat_id = {ada} OR seat_id = 0) AND programme_id IS NOT NULL ORDER BY cycle_start, seat_id"))
            .Select(r => r.Split('|'))
            .Where(r => !(r[2] == "0" && r[0] != "monthly-api-credits") && !(r[2] != "0" && r[0] == "monthly-api-credits"))
            .Select(r => $"{r[0]} {r[1]} {(r[2] == "0" ? "pool" : "ada")} {new DateOnly(1970, 1, 1).AddDays(int.Parse(r[3], System.Globalization.CultureInfo.InvariantCulture)).Month}: {Usd(r[4])} {Usd(r[5])} {Usd(r[6])} {Usd(r[7])}")];

        static long Usd(string nano) => long.Parse(nano, System.Globalization.CultureInfo.InvariantCulture) / Nanodollars.PerUsd;
    }

    private static long Ms(int year, int month, int day) => new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
