using Dashboard.Credits.Money;
using Dashboard.Credits.Reconciliation;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Programmes.PoolTest;

namespace Dashboard.Storage.Tests.Reconciliation;

public sealed class ReconciliationTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Theory, BothDatabases]
    public async Task Usage_beside_a_vendor_report_has_every_difference_named_and_adding_up(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        var tokens = new TokenCounts(1_000, 100, 10, 20, 3_000);
        var sum = tokens.Sum;
        await test.WriteAsync(
            Start + (9 * Day),
            Run("same", Start + 1, "10"), Run("price", Start + Day + 1, "10"),
            Run("more", Start + (2 * Day) + 1, "10"), Run("gone", Start + (3 * Day) + 1, "10"), Run("nobody", Start + (3 * Day) + 2, "2", email: null),
            Run("in", Start + (4 * Day) + 1, "10"), Run("late", Start + (4 * Day) + 50_000_000, "4"), Run("next", Start + (5 * Day), "6"));
        var connection = await ConnectAsync(test.Database);
        await SayAsync(test.Database, connection, First, (Figure(First, "standard1@example.org", "10", tokens), Whole(6)));
        await SayAsync(test.Database, connection, First.AddDays(1), (Figure(First.AddDays(1), "standard1@example.org", "11", tokens), Whole(6)));
        await SayAsync(test.Database, connection, First.AddDays(2), (Figure(First.AddDays(2), "standard1@example.org", "20", tokens + tokens), Whole(6)), (Figure(First.AddDays(2), "premium1@example.org", "3", tokens), Whole(6)));
        await SayAsync(test.Database, connection, First.AddDays(3), (Figure(First.AddDays(3), "stranger@example.org", "5", tokens), Whole(6)));
        await SayAsync(test.Database, connection, First.AddDays(4), (Figure(First.AddDays(4), "standard1@example.org", "10", tokens), Start + (4 * Day) + 40_000_000));

        var side = (await ReconciliationRead.SidesAsync(test.Database)).Single(s => s.Report is VendorReportKind.ClaudeCode);
        var days = await ReconciliationRead.ReadAsync(test.Database, side, First, First.AddDays(10));

        string[] expected =
        [
            "1 standard1@example.org 10 10:",
            "2 standard1@example.org 10 11: Price 1",
            "3 premium1@example.org - 3: MissingSource 3",
            "3 standard1@example.org 10 20: MissingSource 10",
            "4  2 -: Unclassified -2",
            "4 standard1@example.org 10 -: NotInReport -10",
            "4 stranger@example.org - 5: Unclassified 5",
            "5 standard1@example.org 14 10: Late -4",
            "6 standard1@example.org 6 -: Late -6",
        ];
        Assert.Equal(expected, days.Select(Line).Order(StringComparer.Ordinal));
        Assert.Equal(days.Aggregate(Nanodollars.Zero, (s, d) => s + d.Of.Difference), DayComparison.Sum(days.Select(d => d.Of)).Aggregate(Nanodollars.Zero, (s, p) => s + p.Amount));
        Assert.Equal(sum, days.Single(d => d.Day == First).Of.Usage!.Value.Tokens);
    }

    [Theory, BothDatabases]
    public async Task A_console_report_names_nobody_and_is_compared_as_a_whole_without_plan_logins(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        await test.WriteAsync(Start + (9 * Day), Run("a", Start + 1, "10"), Run("b", Start + 2, "5", "premium1@example.org"), Run("plan", Start + 3, "70", app: "plan-login"), Run("other", Start + 4, "80", app: "other-key"));
        var connection = await ConnectAsync(test.Database);
        await SayAsync(test.Database, connection, First, (Figure(First, "", "17", default) with { Report = VendorReportKind.Cost, Actor = new VendorActor(VendorActorKind.Workspace, "wrkspc_1") }, Whole(6)));

        var side = (await ReconciliationRead.SidesAsync(test.Database)).Single(s => s.Report is VendorReportKind.Cost);
        var day = Assert.Single(await ReconciliationRead.ReadAsync(test.Database, side, First, First));

        Assert.Equal("1  15 17: Unexplained 2", Line(day));
    }

    private static async Task<int> ConnectAsync(Database database) => Assert.IsType<int>(await new StoredVendorConnections(database).AddAsync(
        new VendorConnectionRow { Name = "console", Kind = 1, Address = "https://api.example.test", KeyProtected = "x", KeyShown = "…", Reports = 31, Enabled = true, CreatedAtMs = Start, CreatedBy = "test" },
        id => new AuditEvent("vendor-connection-made", $"vendor:{id}", "test")));

    /// <summary>What the vendor says of a day, all of it, as of the instant of the last row.</summary>
    private static Task<VendorDayResult> SayAsync(Database database, int connection, DateOnly day, params (VendorFigure Figure, long AsOfMs)[] rows) =>
        new StoredVendorDays(database).WriteAsync(connection, rows[0].Figure.Report, day, rows, rows[^1].AsOfMs, Start + (9 * Day));

    private static long Whole(int days) => VendorReports.StartOf(First.AddDays(days + 5));

    private static VendorFigure Figure(DateOnly day, string email, string usd, TokenCounts tokens) => new()
    {
        Report = VendorReportKind.ClaudeCode,
        Day = day,
        Actor = new VendorActor(VendorActorKind.Email, email, email),
        Model = "claude-opus-4-8",
        Cost = Records.Usd(usd),
        Tokens = tokens,
    };

    private static string Line(ReconciledDay day) =>
        $"{day.Day.Day} {day.Who} {(day.Of.Usage is { } usage ? Usd.Format(usage.Cost) : "-")} {(day.Of.Report is { } report ? Usd.Format(report.Cost) : "-")}:{string.Concat(day.Of.Parts.Select(p => $" {p.Kind} {Usd.Format(p.Amount)}"))}";
}
