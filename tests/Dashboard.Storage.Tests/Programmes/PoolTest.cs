using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Tests.Programmes;

/// <summary>An organisation on the monthly API credits, books from 2026-11-01, payment day the 1st, claimed by the organisation.</summary>
public sealed class PoolTest : IAsyncDisposable
{
    /// <summary>2026-11-01T00:00:00Z.</summary>
    public const long Start = 1_793_491_200_000;

    public const long Day = Records.Day;

    private readonly UsageTest _usage;

    private PoolTest(UsageTest usage) => _usage = usage;

    public Database Database => _usage.Database;

    public DecisionLog Log => Database.Decisions;

    public UsageTest Usage => _usage;

    public static async Task<PoolTest> CreateAsync(DatabaseProvider provider, int standard, int premium, bool claimed = true, ProgrammeMode mode = ProgrammeMode.Enforced)
    {
        var test = new PoolTest(await UsageTest.CreateAsync(provider));
        await test.Log.AppendAsync(
            Start,
            [
                new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)),
                new ProgrammeChosen("monthly-api-credits", mode),
                .. Enumerable.Range(1, standard).Select(i => Seat(-i, $"standard{i}@example.org", "team-standard")),
                .. Enumerable.Range(1, premium).Select(i => Seat(-standard - i, $"premium{i}@example.org", "team-premium")),
                .. claimed ? [new CreditClaimed(Organisation.PoolAccount, "monthly-api-credits")] : Array.Empty<DecisionBody>(),
                new PayerRulesSet(new PayerRules([new PayerRule { Payer = Payers.LinkedConsole, App = "console-key" }, new PayerRule { Payer = Payers.OtherConsole, App = "other-key" }, new PayerRule { Payer = Payers.Plan, App = "plan-login" }])),
            ]);
        return test;
    }

    public static SeatAdded Seat(int id, string email, string plan, DateOnly? from = null) => new(id, email, "", plan, "Blue", null, 1, from ?? new DateOnly(2026, 1, 1));

    /// <summary>A run on a key of the linked Console organisation.</summary>
    public static UsageRecord Run(string id, long atMs, string usd, string? email = "standard1@example.org", string entrypoint = "sdk-cli", string? app = "console-key") => Records.Message(id, atMs) with
    {
        Entrypoint = entrypoint,
        App = app,
        SeatEmail = email,
        AuthoritativeCost = Records.Usd(usd),
    };

    public async Task<int> IdOfAsync(string email) => (await Log.CurrentAsync()).SeatOf(email)!.Id;

    public async Task WriteAsync(long nowMs, params UsageRecord[] records)
    {
        await _usage.WriteAsync(records);
        await Database.Books.RollForwardAsync(nowMs);
    }

    /// <summary>The shared account in the cycle of a month, or a seat's part in it, in whole dollars: granted; consumed; overage; uncovered; expired.</summary>
    public async Task<string> CycleAsync(DateOnly start, int seat = 0)
    {
        const string Columns = "granted, consumed, overage, uncovered, expired";
        var rows = await _usage.QueryAsync($"SELECT {Columns} FROM seat_cycle WHERE seat_id = {seat} AND account_id = 0 AND cycle_start = {start.DayNumber - new DateOnly(1970, 1, 1).DayNumber}");
        return string.Join(' ', rows.SelectMany(r => r.Split('|')).Select(v => long.Parse(v, System.Globalization.CultureInfo.InvariantCulture) / (decimal)1_000_000_000).Select(v => v.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)));
    }

    public ValueTask DisposeAsync() => _usage.DisposeAsync();
}
