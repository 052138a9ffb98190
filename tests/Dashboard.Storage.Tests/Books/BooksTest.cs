using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Tests.Books;

/// <summary>An organisation with two claimed Max 5x seats (100 USD each from the 1st), and all that its books hold as text.</summary>
public sealed class BooksTest : IAsyncDisposable
{
    public const long Noon = Records.Noon;
    public const long Day = Records.Day;

    /// <summary>2026-11-01T00:00:00Z, 19.5 days before <see cref="Noon"/>.</summary>
    public const long Start = 1_793_491_200_000;

    private readonly UsageTest _usage;

    private BooksTest(UsageTest usage) => _usage = usage;

    public UsageTest Usage => _usage;

    public Database Database => _usage.Database;

    public DecisionLog Log => Database.Decisions;

    public int Ada { get; private set; }

    public int Bob { get; private set; }

    public static async Task<BooksTest> CreateAsync(DatabaseProvider provider, string zone = "UTC", ProgrammeMode mode = ProgrammeMode.Enforced)
    {
        var test = new BooksTest(await UsageTest.CreateAsync(provider));
        await test.Log.AppendAsync(
            Start,
            new OrganisationCreated("Example", zone, new DateOnly(2026, 11, 1)),
            new ProgrammeChosen("agent-sdk-credit", mode),
            new SeatAdded(-1, "ada@example.org", "Ada", "max-5x", "Blue", null, 1, new DateOnly(2026, 1, 1)),
            new SeatAdded(-2, "bob@example.org", "Bob", "max-5x", "Blue", null, 1, new DateOnly(2026, 1, 1)),
            new CreditClaimed(-1, "agent-sdk-credit"),
            new CreditClaimed(-2, "agent-sdk-credit"));
        var organisation = await test.Log.CurrentAsync();
        (test.Ada, test.Bob) = (organisation.SeatOf("ada@example.org")!.Id, organisation.SeatOf("bob@example.org")!.Id);
        return test;
    }

    /// <summary>Covered usage of exactly this amount.</summary>
    public static UsageRecord Use(string id, long atMs, string usd, string? email = "ada@example.org") => Records.Message(id, atMs) with
    {
        Entrypoint = "sdk-cli",
        SeatEmail = email,
        AuthoritativeCost = Records.Usd(usd),
    };

    public async Task WriteAsync(params UsageRecord[] records)
    {
        await _usage.WriteAsync(records);
        await Database.Books.CatchUpAsync(Noon);
    }

    public async Task DecideAsync(long nowMs, params DecisionBody[] bodies)
    {
        await Log.AppendAsync(nowMs, bodies);
        await Database.Books.CatchUpAsync(Math.Max(Noon, nowMs));
    }

    /// <summary>The running cycle of a seat: allocated, consumed, available, overage, uncovered.</summary>
    public async Task<string> CycleAsync(int seat, string month = "11") => string.Join(
        ';',
        await _usage.QueryAsync($"SELECT granted, consumed, granted - consumed - expired - voided, overage, uncovered FROM seat_cycle WHERE seat_id = {seat} AND cycle_start = {new DateOnly(2026, int.Parse(month, System.Globalization.CultureInfo.InvariantCulture), 1).DayNumber - new DateOnly(1970, 1, 1).DayNumber}"));

    /// <summary>Everything that follows from usage and decisions alone.</summary>
    public async Task<string> ContentsAsync()
    {
        var all = new List<string>();
        foreach (var query in (string[])[
            "SELECT 'day', account_id, day, granted, consumed, overage, uncovered, expired, voided, covered, events, available FROM account_day",
            "SELECT 'cycle', c.* FROM seat_cycle c",
            "SELECT 'share', s.* FROM share_day s",
            "SELECT 'sum', b.* FROM books_day b WHERE granted <> 0 OR covered <> 0 OR expired <> 0 OR events <> 0 OR uncovered <> 0 OR overage <> 0 OR consumed <> 0",
            "SELECT 'now', seat_id, cycle_start, allocated, consumed, available, overage, uncovered, used, state, cycle_state, plan, team, unpriced_events, last_event_ms FROM seat_now"])
        {
            all.AddRange(await _usage.QueryAsync(query));
        }

        return string.Join('\n', all);
    }

    public ValueTask DisposeAsync() => _usage.DisposeAsync();
}
