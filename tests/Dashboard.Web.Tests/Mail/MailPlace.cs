using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Writes;
using Dashboard.Web.Features.Ledger;
using Dashboard.Web.Features.Overview;
using Dashboard.Web.Features.SeatDetail;
using Dashboard.Web.Features.Seats;
using Dashboard.Web.Mail;
using Dashboard.Web.Mail.Scheduled;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Dashboard.Web.Tests.Mail;

/// <summary>
/// A small organisation in a database of its own, SQLite or PostgreSQL, with two teams: Cloud with Ada (12 of 100 used) and Bo (has not claimed), Data with
/// Cleo (90 of 100 used). Each programme cycle is a calendar month in UTC.
/// </summary>
internal sealed class MailPlace : IAsyncDisposable
{
    public const string Owner = "owner@example.org", Finance = "finance@example.org", Admin = "admin@example.org", Ada = "ada@example.org", Bo = "bo@example.org", Cleo = "cleo@example.org";

    private readonly string _name;
    private readonly string? _server;
    private readonly List<Database> _open = [];

    private MailPlace(string name, string? server, DatabaseOptions options, DateTimeOffset now) => (_name, _server, Options, Clock) = (name, server, options, new SetClock(now));

    public DatabaseOptions Options { get; }

    public SetClock Clock { get; }

    public Database Database => _open[0];

    public MailPreferences Preferences => new(Database);

    public static IDataProtectionProvider Keys { get; } = new EphemeralDataProtectionProvider();

    public static long Ms(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    public static async Task<MailPlace> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, ProgrammeMode mode = ProgrammeMode.Enforced, string zone = "UTC")
    {
        var name = "drawdown_mail_" + Guid.NewGuid().ToString("N");
        MailPlace place;
        var now = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        if (provider == DatabaseProvider.Sqlite)
        {
            place = new MailPlace(name, null, DatabaseOptions.InDirectory(Path.Combine(Path.GetTempPath(), name)), now);
        }
        else
        {
            var server = Environment.GetEnvironmentVariable("DRAWDOWN_TEST_POSTGRES");
            Assert.SkipWhen(string.IsNullOrEmpty(server) && Environment.GetEnvironmentVariable("CI") is not "true", "DRAWDOWN_TEST_POSTGRES is not set: start tests/postgres.sh.");
            await ExecuteAsync(server!, $"CREATE DATABASE {name}");
            place = new MailPlace(name, server, DatabaseOptions.OnPostgres(new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ToString()), now);
        }

        await place.OpenAsync();
        await place.SeedAsync(mode, zone);
        return place;
    }

    /// <summary>Another node on the same database.</summary>
    public async Task<Database> OpenAsync()
    {
        var database = await Database.OpenAsync(Options, Clock);
        _open.Add(database);
        return database;
    }

    /// <summary>The use case on a node.</summary>
    public ScheduledMails Scheduled(Database? node = null, bool withServer = true)
    {
        var database = node ?? Database;
        return new ScheduledMails(
            database,
            new MailServerSettings(new MailConfiguration(withServer ? Server : null, false, TimeSpan.FromSeconds(5)), new StoredMailServer(database), Keys),
            new MailPreferences(database),
            new Digests(database, new OverviewReader(database, Clock), new SeatsDesk(database, Clock), new SeatReader(database, Clock)),
            new MonthEnds(new LedgerDesk(database, Clock)));
    }

    public static MailServer Server { get; } = new() { Host = "localhost", From = new MailParty("drawdown@example.org", "Drawdown"), PublicAddress = new Uri("https://drawdown.example.org") };

    public LetterRenderer Renderer => new(Database, Preferences, new UnsubscribeLinks(Keys), new InvitationSecrets(Keys));

    /// <summary>Runs at an instant; the keys of what is in the outbox afterwards, in order.</summary>
    public async Task<IReadOnlyList<Delivery>> RunAsync(string instant)
    {
        await Scheduled().RunAsync(Ms(instant));
        return await OutboxAsync();
    }

    public async Task<IReadOnlyList<Delivery>> OutboxAsync() => [.. (await Database.Outbox.ReadAsync(new DeliveryQuery(Limit: 500))).OrderBy(d => d.Id)];

    public async Task DecideAsync(string instant, params DecisionBody[] bodies)
    {
        Assert.IsType<AppendResult.Appended>(await Database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, Ms(instant), "as agreed"))], Owner, Ms(instant)));
        await Database.Books.RollForwardAsync(Ms(instant));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _open)
        {
            await database.DisposeAsync();
        }

        if (_server is null)
        {
            Directory.Delete(Path.Combine(Path.GetTempPath(), _name), recursive: true);
        }
        else
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(_server, $"DROP DATABASE {_name} WITH (FORCE)");
        }
    }

    private async Task SeedAsync(ProgrammeMode mode, string zone)
    {
        const string start = "2026-10-01T00:00:00Z";
        var first = new DateOnly(2026, 10, 1);
        var programme = ShippedProgrammes.AgentSdkCredit.Id;
        await DecideAsync(
            start,
            new OrganisationCreated("Example", zone, first), new ProgrammeChosen(programme, mode),
            new SeatAdded(-1, Ada, "Ada Byron", "team-premium", "Cloud", null, 1, first), new SeatAdded(-2, Bo, "Bo Ek", "team-premium", "Cloud", null, 1, first), new SeatAdded(-3, Cleo, "Cleo Dee", "team-premium", "Data", null, 1, first),
            new RoleGranted(Owner, Role.Owner), new RoleGranted(Finance, Role.Finance), new RoleGranted(Admin, Role.TeamAdmin, "Cloud"), new RoleGranted(Ada, Role.SeatHolder), new RoleGranted(Bo, Role.SeatHolder));
        await DecideAsync(start, new CreditClaimed(1, programme), new CreditClaimed(3, programme));
        var source = await Database.Decisions.RegisterSourceAsync("test", "push", Owner, Ms(start));
        await Database.Writer.WriteAsync(new UsageBatch
        {
            SourceId = source,
            ReceivedAtMs = Ms("2026-11-20T11:59:00Z"),
            Records =
            [
                Use("o1", "2026-10-12T09:00:00Z", 7_000, Ada), Use("a1", "2026-11-03T09:00:00Z", 5_000, Ada), Use("a2", "2026-11-11T09:00:00Z", 4_000, Ada), Use("a3", "2026-11-19T09:00:00Z", 3_000, Ada),
                Use("b1", "2026-11-10T09:00:00Z", 6_000, Bo), Use("c1", "2026-11-05T09:00:00Z", 60_000, Cleo), Use("c2", "2026-11-18T09:00:00Z", 30_000, Cleo),
            ],
        });
        await Database.Books.RollForwardAsync(Ms("2026-11-20T12:00:00Z"));
    }

    private static UsageRecord Use(string id, string at, long milliUsd, string email) => new()
    {
        Source = UsageSource.Rest,
        OccurredAtMs = Ms(at),
        SourceEventId = id,
        Session = "session-" + id,
        Model = "claude-opus-4-8",
        Entrypoint = "sdk-cli",
        SeatEmail = email,
        AuthoritativeCost = new Nanodollars(milliUsd * 1_000_000),
    };

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
