using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests.Vendor;

/// <summary>Days of the vendor's reports: the newest refresh wins, also when it is lower, in whatever order they arrive.</summary>
public sealed class VendorDayTests
{
    private static readonly DateOnly First = new(2024, 1, 1);

    [Theory, BothDatabases]
    public async Task A_thousand_restated_days_end_equal_to_the_newest_in_any_order_and_pulling_again_changes_nothing(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (days, connection) = (new StoredVendorDays(test.Database), await ConnectAsync(test.Database, "console"));
        var random = new Random(11);
        var versions = Enumerable.Range(0, 1_000).SelectMany(d => Enumerable.Range(0, 3).Select(v => (Day: First.AddDays(d), AsOf: Noon + v, Rows: Rows(First.AddDays(d), random)))).ToList();
        var shuffled = versions.ToArray();
        random.Shuffle(shuffled);

        foreach (var (day, asOf, rows) in shuffled)
        {
            await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, day, [.. rows.Select(r => (r, asOf))], asOf, Noon);
        }

        var newest = versions.Where(v => v.AsOf == Noon + 2).ToList();
        var expected = newest.SelectMany(v => v.Rows).Select(Line).Order(StringComparer.Ordinal);
        var contents = await ContentsAsync(test);
        Assert.Equal(expected, contents);
        Assert.Equal(newest.Sum(v => v.Rows.Sum(r => r.Cost!.Value.Value)), (await test.Database.VendorReport.DaysAsync(First, First.AddDays(999))).Sum(d => d.Cost!.Value.Value));

        var before = await test.QueryAsync("SELECT * FROM vendor_day");
        var again = default(VendorDayResult);
        foreach (var (day, asOf, rows) in newest)
        {
            again += await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, day, [.. rows.Select(r => (r, asOf + 1))], asOf + 1, Noon + Day);
        }

        Assert.Equal(new VendorDayResult { Same = newest.Sum(v => v.Rows.Count) }, again);
        Assert.Equal(before, await test.QueryAsync("SELECT * FROM vendor_day"));
    }

    [Theory, BothDatabases]
    public async Task The_newest_figure_wins_also_when_it_is_lower_and_an_older_one_never_does(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (days, connection) = (new StoredVendorDays(test.Database), await ConnectAsync(test.Database, "console"));

        Assert.Equal(1, (await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 900), Noon)], Noon, Noon)).New);
        Assert.Equal(1, (await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 400), Noon + 1)], Noon + 1, Noon)).Restated);
        Assert.Equal(1, (await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 900), Noon)], Noon, Noon)).Older);

        // A row that the newest does not name any more is gone, and an older answer does not bring it back.
        Assert.Equal(1, (await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [], Noon + 2, Noon)).Gone);
        Assert.Equal(1, (await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 400), Noon + 1)], Noon + 1, Noon)).Older);
        Assert.Empty(await ContentsAsync(test));
    }

    [Theory, BothDatabases]
    public async Task A_day_with_refused_rows_loses_none_of_them_and_stays_provisional(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (days, connection) = (new StoredVendorDays(test.Database), await ConnectAsync(test.Database, "console"));
        var (early, later) = (VendorReports.StartOf(First.AddDays(2)), VendorReports.StartOf(First.AddDays(40)));
        await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 900), early), (Row("b@example.test", 100), early)], early, Noon);

        await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 950), later)], null, Noon);

        Assert.Equal([("a@example.test", 950L), ("b@example.test", 100L)], (await SumsAsync(test)).Select(d => (d.Actor, d.Cost!.Value.Value / Nanodollars.PerCent)));
        Assert.All(await SumsAsync(test), d => Assert.True(d.IsProvisional));

        await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 950), later)], later, Noon);
        Assert.False(Assert.Single(await SumsAsync(test)).IsProvisional);
    }

    [Theory, BothDatabases]
    public async Task Rows_that_come_twice_are_one_whatever_their_order(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var days = new StoredVendorDays(test.Database);
        var (one, other) = (await ConnectAsync(test.Database, "one"), await ConnectAsync(test.Database, "other"));

        var first = await days.WriteAsync(one, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 5), Noon), (Row("a@example.test", 7), Noon), (Row("a@example.test", 7), Noon)], Noon, Noon);
        await days.WriteAsync(other, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 7), Noon), (Row("a@example.test", 5), Noon)], Noon, Noon);

        Assert.Equal((1, 1), (first.New, first.Twice));
        Assert.Equal([(one, 7L), (other, 7L)], (await SumsAsync(test)).Select(d => (d.ConnectionId, d.Cost!.Value.Value / Nanodollars.PerCent)));
    }

    [Theory, BothDatabases]
    public async Task A_removed_connection_takes_its_figures_along_and_nothing_is_written_for_it_any_more(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (days, stored) = (new StoredVendorDays(test.Database), new StoredVendorConnections(test.Database));
        var connection = await ConnectAsync(test.Database, "console");
        await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 5), Noon)], Noon, Noon);
        await stored.WriteLimitsAsync(connection, [new VendorSpendLimit("user_1", "a@example.test", null, "monthly", "organization", Nanodollars.FromUsd(3))], true, Noon);
        await stored.NoteAsync(new VendorPullRow { ConnectionId = connection, Report = 4, StartedAtMs = Noon, DoneAtMs = Noon, RowsRead = 1 });
        Assert.Single(await test.Database.VendorReport.LimitsAsync());
        Assert.Single(await test.Database.VendorReport.PullsAsync());

        Assert.True(await stored.RemoveAsync(connection, new AuditEvent("vendor-connection-removed", "vendor:1", "test"), Noon));
        await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("a@example.test", 5), Noon)], Noon, Noon);
        await stored.NoteAsync(new VendorPullRow { ConnectionId = connection, Report = 4, StartedAtMs = Noon });
        await stored.WriteLimitsAsync(connection, [new VendorSpendLimit("user_1", null, null, "monthly", "user", Nanodollars.Zero)], true, Noon);

        foreach (var table in new[] { "vendor_connection", "vendor_day", "vendor_mark", "vendor_pull", "vendor_limit" })
        {
            Assert.Equal(0, await test.NumberAsync($"SELECT COUNT(*) FROM {table}"));
        }
    }

    [Theory, BothDatabases]
    public async Task Figures_belong_to_the_seat_of_their_e_mail_as_the_organisation_stands_and_the_rest_is_listed(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (days, connection) = (new StoredVendorDays(test.Database), await ConnectAsync(test.Database, "console"));
        var ci = Row("", 300) with { Actor = new VendorActor(VendorActorKind.ApiKey, "ci-nightly", ApiKey: "ci-nightly") };
        await days.WriteAsync(connection, VendorReportKind.EnterpriseCost, First, [(Row("ana@example.test", 5), Noon), (Row("ana@example.test", 6) with { Model = "claude-haiku-5-5" }, Noon), (ci, Noon)], Noon, Noon);
        Assert.All(await SumsAsync(test), d => Assert.Equal(0, d.SeatId));

        var seat = await test.Database.Decisions.AddSeatAsync("ana@example.test", "Ana", Noon);

        Assert.Equal([(seat, "ana@example.test", 11L), (0, "ci-nightly", 300L)], (await SumsAsync(test)).Select(d => (d.SeatId, d.Actor, d.Cost!.Value.Value / Nanodollars.PerCent)));

        // A name that was assigned moves them too, from its date on.
        await test.Database.Decisions.AppendAsync([new NewDecision(new IdentityAssigned(IdentityKind.ApiKey, "ci-nightly", seat), VendorReports.StartOf(First))], "test", Noon);
        Assert.Equal([(seat, "ana@example.test", 311L)], (await SumsAsync(test)).Select(d => (d.SeatId, d.Actor, d.Cost!.Value.Value / Nanodollars.PerCent)));
    }

    private static Task<IReadOnlyList<VendorSeatDay>> SumsAsync(UsageTest test) => test.Database.VendorReport.DaysAsync(First, First);

    private static async Task<int> ConnectAsync(Database database, string name) =>
        Assert.IsType<int>(await new StoredVendorConnections(database).AddAsync(
            new VendorConnectionRow { Name = name, Kind = 2, Address = "https://api.example.test", KeyProtected = "x", KeyShown = "…", Reports = 31, Enabled = true, CreatedAtMs = Noon, CreatedBy = "test" },
            id => new AuditEvent("vendor-connection-made", $"vendor:{id}", "test")));

    private static List<VendorFigure> Rows(DateOnly day, Random random) =>
        [.. Enumerable.Range(0, 4).Where(_ => random.Next(4) > 0).Select(i => Row($"p{i}@example.test", random.Next(1, 100_000)) with { Day = day, Requests = random.Next(9) })];

    private static VendorFigure Row(string email, long cents) => new()
    {
        Report = VendorReportKind.EnterpriseCost,
        Day = First,
        Actor = new VendorActor(VendorActorKind.AccountId, "user_" + email, email),
        Model = "claude-opus-5-5",
        Product = "claude_code",
        Cost = Nanodollars.FromCents(cents),
        Tokens = new TokenCounts(1, 2, 3, 4, 5),
    };

    private static string Line(VendorFigure f) => $"{f.Day.DayNumber - new DateOnly(1970, 1, 1).DayNumber}|{f.Actor.Email}|{f.Cost!.Value.Value}|{f.Requests}";

    private static Task<List<string>> ContentsAsync(UsageTest test) => test.QueryAsync("SELECT day, email, cost_nano, requests FROM vendor_day");
}
