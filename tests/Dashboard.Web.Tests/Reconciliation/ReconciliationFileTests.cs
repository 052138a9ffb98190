using Dashboard.Credits.Money;
using Dashboard.Credits.Reconciliation;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Features.Reconciliation;

namespace Dashboard.Web.Tests.Reconciliation;

public sealed class ReconciliationFileTests
{
    [Fact]
    public void The_reasons_of_every_line_of_the_file_add_up_to_its_difference()
    {
        var random = new Random(5);
        List<ReconciledDay> days = [.. Enumerable.Range(0, 200).Select(i => new ReconciledDay(
            Pages.Start.AddDays(i % 20), i % 7, i % 7 == 0 ? "=cmd" : $"seat{i}@example.org",
            DayComparison.Of(
                random.Next(4) == 0 ? null : new UsageOfDay(new(random.NextInt64(1_000_000_000_000)), random.Next(1_000), 1, random.Next(2), new(random.NextInt64(1_000)), 1),
                random.Next(4) == 0 ? null : new ReportOfDay(new(random.NextInt64(1_000_000_000_000)), random.Next(2) == 0 ? null : random.Next(1_000)),
                i % 7 != 0, random.Next(3) > 0),
            null, false))];

        var lines = ReconciliationEndpoints.Text(View(days)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(days.Count + 1, lines.Length);
        foreach (var (line, day) in lines.Skip(1).Zip(days))
        {
            var cells = line.Split(',');
            Assert.Equal(day.Of.Difference, Amount(cells[4]));
            Assert.Equal(Amount(cells[4]), cells[5..12].Select(Amount).Aggregate(Nanodollars.Zero, (sum, a) => sum + a));
            Assert.NotEqual('=', cells[1].FirstOrDefault());
        }
    }

    [Theory]
    [InlineData("2026-11-01", "2026-11-05", "counters", "ana", "Price", "yes", "?from=2026-11-01&until=2026-11-05&against=counters&who=ana&kind=Price&all=yes")]
    [InlineData("no day", "1969-01-01", "", "  ", "NoSuchReason", "1", "")]
    [InlineData(null, null, null, "a&b=c", "3", null, "?who=a%26b%3Dc&kind=Unclassified")]
    public void A_filter_is_its_address_and_what_is_not_understood_is_not_asked(string? from, string? until, string? against, string? who, string? kind, string? all, string query) =>
        Assert.Equal(query, ReconciliationFilter.Of(from, until, against, who, kind, all).Query());

    private static ReconciliationView View(List<ReconciledDay> days) => new()
    {
        Organisation = Organisation.None,
        From = Pages.Start,
        Until = Pages.End,
        Sides = [ReconciliationSide.Counters],
        Side = ReconciliationSide.Counters,
        Days = days,
        Agreeing = 0,
        Usage = default,
        Report = default,
        IsReported = true,
        Parts = [],
        Provisional = 0,
        Readings = [],
        Today = Pages.Start,
        Zone = TimeZoneInfo.Utc,
        AsOf = Pages.Now,
        NewestEvent = null,
    };

    private static Nanodollars Amount(string cell) => cell.Length == 0 ? default : Usd.TryParse(cell.TrimStart('-'), out var amount) ? (cell[0] == '-' ? -amount : amount) : throw new FormatException(cell);
}
