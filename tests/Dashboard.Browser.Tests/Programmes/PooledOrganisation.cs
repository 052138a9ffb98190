using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Browser.Tests.Programmes;

/// <summary>
/// A host on 19 Nov 2026, 14:20 UTC: the vendor's own example of the monthly API credits, three Standard and two Premium seats, and one
/// more Premium seat since 10 November. Runs of every kind: on keys of the linked organisation and of another, interactive, by the
/// GitHub Action, by an editor, signed in with the plan, of unknown kind, without a seat.
/// </summary>
public sealed class PooledOrganisation : IAsyncLifetime
{
    public const long NowMs = 1_795_098_000_000;
    public const long Start = 1_793_491_200_000;
    public const long Day = 86_400_000;

    private int _events;

    public DashboardHost Host { get; } = new(services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(NowMs))));

    public Database Database => Host.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        await DecideAsync(
            Start,
            new OrganisationCreated("Alderway Robotics", "UTC", new DateOnly(2026, 11, 1)),
            new ProgrammeChosen("monthly-api-credits", ProgrammeMode.Enforced),
            Seat(-1, "mara", "Mara Lindqvist", "team-premium"), Seat(-2, "priya", "Priya Raghunathan", "team-premium"),
            Seat(-3, "lena", "Lena Hoffmann", "team-standard"), Seat(-4, "jonas", "Jonas Weidmann", "team-standard"), Seat(-5, "oskar", "Oskar Nyberg", "team-standard"),
            new CreditClaimed(Organisation.PoolAccount, "monthly-api-credits"));
        await DecideAsync(Start + (9 * Day), Seat(-1, "yusuf", "Yusuf Demir", "team-premium", new DateOnly(2026, 11, 10)));
        var source = await Database.Decisions.RegisterSourceAsync("Claude Code telemetry", "otlp", "test", Start);
        await DecideAsync(Start + (9 * Day), new PayerRulesSet(new PayerRules(
        [
            new PayerRule { Payer = Payers.OtherConsole, App = "legacy-*" },
            new PayerRule { Payer = Payers.Plan, HasSeatEmail = true, App = "plan" },
            new PayerRule { Payer = Payers.LinkedConsole, SourceId = source },
        ])));
        await Database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = NowMs, Records = [.. Records()] });
        await Database.Books.RollForwardAsync(NowMs);
        await ReportAsync();
        await DecideAsync(Start + (6 * Day) + 43_200_000, new BalanceRead(Organisation.PoolAccount, Nanodollars.FromUsd(216)));
        await DecideAsync(Start + (13 * Day) + 43_200_000, new BalanceRead(Organisation.PoolAccount, Nanodollars.FromCents(163_20)));
    }

    /// <summary>What the vendor says of most days: one dearer, one with a person that no source knows, the last as of its noon.</summary>
    private async Task ReportAsync()
    {
        var connection = Assert.IsType<int>(await new StoredVendorConnections(Database).AddAsync(
            new VendorConnectionRow { Name = "Alderway Console", Kind = 1, Address = "https://api.example.test", KeyProtected = "x", KeyShown = "…", Reports = 31, Enabled = true, CreatedAtMs = Start, CreatedBy = "Ines Carvalho" },
            id => new AuditEvent("vendor-connection-made", $"vendor:{id}", "Ines Carvalho")));
        for (var day = 0; day < 17; day++)
        {
            var asOf = VendorReports.StartOf(new DateOnly(2026, 11, 1).AddDays(day + 1)) + 3_600_000;
            List<(VendorFigure, long)> rows =
            [
                (day == 12 ? Said(day, "mara", 475, 3) : Said(day, "mara", 405, 2), asOf), (Said(day, "priya", day == 4 ? 215 : 190, 1), asOf), (Said(day, "lena", 155, 1), asOf), (Said(day, "jonas", 84, 2), asOf), (Said(day, "oskar", 76, 2), asOf),
                .. day is > 9 ? [(Said(day, "yusuf", 90, 1), asOf)] : Array.Empty<(VendorFigure, long)>(),
                .. day == 8 ? [(Said(day, "stranger", 610, 3), asOf)] : Array.Empty<(VendorFigure, long)>(),
            ];
            await new StoredVendorDays(Database).WriteAsync(connection, VendorReportKind.ClaudeCode, new DateOnly(2026, 11, 1).AddDays(day), rows, asOf, NowMs);
        }
    }

    private static VendorFigure Said(int day, string who, int cents, int requests) => new()
    {
        Report = VendorReportKind.ClaudeCode,
        Day = new DateOnly(2026, 11, 1).AddDays(day),
        Actor = new VendorActor(VendorActorKind.Email, $"{who}@alderway.example", $"{who}@alderway.example"),
        Model = "claude-sonnet-5-5",
        Cost = Nanodollars.FromCents(cents),
        Tokens = new TokenCounts(1_200L * requests, 340L * requests, 0, 500L * requests, 6_000L * requests),
    };

    public async Task DecideAsync(long atMs, params DecisionBody[] bodies)
    {
        Assert.IsType<AppendResult.Appended>(await Database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, atMs, "plan of the team"))], "Ines Carvalho", atMs));
        await Database.Books.CatchUpAsync(NowMs);
    }

    public ValueTask DisposeAsync()
    {
        Host.Dispose();
        return ValueTask.CompletedTask;
    }

    private static SeatAdded Seat(int id, string who, string name, string plan, DateOnly? from = null) =>
        new(id, $"{who}@alderway.example", name, plan, "Autonomy", null, 1, from ?? new DateOnly(2026, 11, 1));

    private IEnumerable<UsageRecord> Records()
    {
        for (var day = 0; day < 19; day++)
        {
            yield return Run("mara", day, 285);
            yield return Run("priya", day, 190);
            yield return Run("lena", day, 155) with { Entrypoint = "sdk-ts" };
            yield return Run("mara", day, 120) with { Entrypoint = "cli" };
            yield return Run("jonas", day, 66) with { Entrypoint = "claude-code-github-action", Repository = "alderway/nav", Workflow = "review" };
            yield return Run("oskar", day, 45) with { App = "legacy-bot" };
            yield return Run("oskar", day, 31) with { App = "plan" };
            yield return Run("jonas", day, 18) with { Entrypoint = "claude-vscode" };
        }

        for (var day = 10; day < 18; day++)
        {
            yield return Run("yusuf", day, 90);
        }

        yield return Run("mara", 12, 70) with { Entrypoint = null };
        yield return Run("mara", 13, 350) with { SeatEmail = null };
    }

    private UsageRecord Run(string who, int day, int cents) => new()
    {
        Source = UsageSource.Otlp,
        OccurredAtMs = Start + (day * Day) + 36_000_000 + (_events * 1_000),
        RequestId = $"req-{++_events}",
        Session = $"session-{_events / 20}",
        Model = "claude-sonnet-5-5",
        Tokens = new TokenCounts(1_200, 340, 0, 500, 6_000),
        Entrypoint = "sdk-cli",
        SeatEmail = $"{who}@alderway.example",
        AuthoritativeCost = Nanodollars.FromCents(cents),
    };
}
