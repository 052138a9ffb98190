using Dashboard.Storage.Reads;
using Dashboard.TestKit;
using Dashboard.Web.Features;

namespace Dashboard.Web.Tests.Overview;

/// <summary>The lines of a chart from the days of the books.</summary>
public sealed class CycleChartTests
{
    private static readonly DateTimeOffset First = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static CycleChart AChart => new()
    {
        Start = Pages.Start,
        End = Pages.End,
        Zone = TimeZoneInfo.Utc,
        AsOfMs = First.AddDays(2.5).ToUnixTimeMilliseconds(),
        Days = Pages.Days(10, 20, 30),
        Used = d => d.Consumed + d.Overage + d.Uncovered,
        IsSeat = true,
        Splits = true,
    };

    [Fact]
    public void The_line_starts_at_zero_and_ends_now()
    {
        var view = AChart.View();

        Assert.Equal([First, First.AddDays(1), First.AddDays(2), First.AddDays(2.5)], view.Used.Select(p => p.At));
        Assert.Equal([0.Dollars(), 10.Dollars(), 20.Dollars(), 30.Dollars()], view.Used.Select(p => p.Amount));
        Assert.Null(view.Over);
        Assert.Equal("3 Nov (12:00)", view.Days[^1].Name);
    }

    [Fact]
    public void The_line_splits_where_it_crosses_the_allocation()
    {
        List<SeriesDay> days = [.. Pages.Days(50, 100, 100)];
        days[1] = days[1] with { Overage = 50.Dollars() };
        days[2] = days[2] with { Overage = 60.Dollars() };

        var view = (AChart with { Days = days }).View();

        Assert.Equal((First.AddDays(1.5), 100.Dollars()), (view.Used[^1].At, view.Used[^1].Amount));
        Assert.Equal(view.Used[^1], view.Over![0]);
        Assert.Equal([100.Dollars(), 150.Dollars(), 160.Dollars()], view.Over.Select(p => p.Amount));
        Assert.Equal("Ran out 2 Nov", view.RunsOut!.Words);
        Assert.Equal(0.Dollars(), view.Days[^1].Left);
    }

    [Fact]
    public void A_projection_crosses_the_allocation_on_its_way()
    {
        var projection = Pages.Projection(new DateOnly(2026, 11, 3), 30.Dollars(), (40, 35, 45), (90, 80, 99), (140, 120, 160)) with { ExhaustionDate = new DateOnly(2026, 11, 5) };

        var view = (AChart with { Projection = projection }).View();

        Assert.Equal(First.AddDays(4.2), view.RunsOut!.At);
        Assert.Equal("Runs out 5 Nov", view.RunsOut.Words);
        Assert.Equal(view.Used[^1].At, view.Projection![0].At);
        Assert.Equal(view.Projection[0].Low, view.Projection[0].High);
    }

    [Fact]
    public void Thresholds_step_with_the_allocation()
    {
        List<SeriesDay> days = [.. Pages.Days(1, 2, 3)];
        days[0] = days[0] with { Allocated = 20.Dollars() };

        var view = (AChart with { Days = days }).View();

        Assert.Equal([20.Dollars(), 100.Dollars(), 100.Dollars()], view.Allocation.Select(p => p.Amount));
        Assert.Equal(["80%", "95%"], view.Marks.Select(m => m.Name));
        Assert.Equal([16.Dollars(), 80.Dollars(), 80.Dollars()], view.Marks[0].Points.Select(p => p.Amount));
    }

    [Fact]
    public void The_last_point_of_the_cycle_before_stands_at_the_end_whatever_its_length()
    {
        var longer = (AChart with { LastCycle = [.. Enumerable.Range(1, 31).Select(i => i.Dollars())] }).View();
        var shorter = (AChart with { LastCycle = [.. Enumerable.Range(1, 28).Select(i => i.Dollars())] }).View();

        Assert.Equal((First.AddDays(30), 31.Dollars()), (longer.LastCycle![^1].At, longer.LastCycle[^1].Amount));
        Assert.Equal((First.AddDays(30), 28.Dollars()), (shorter.LastCycle![^1].At, shorter.LastCycle[^1].Amount));
        Assert.True(longer.LastCycle.Zip(longer.LastCycle.Skip(1)).All(p => p.First.At < p.Second.At));
    }

    [Fact]
    public void Unclaimed_credit_is_dashed_and_all_usage_lies_beyond_it()
    {
        List<SeriesDay> days = [.. Pages.Days(0, 0, 0).Select((d, i) => d with { Allocated = default, Uncovered = (i + 1).Dollars() })];

        var view = (AChart with { Days = days, IfClaimed = 100.Dollars() }).View();

        Assert.True(view.Unclaimed);
        Assert.Equal("if claimed", view.AllocationWord);
        Assert.All(view.Used, p => Assert.Equal(0.Dollars(), p.Amount));
        Assert.Equal(3.Dollars(), view.Over![^1].Amount);
        Assert.Empty(view.Marks);
    }

    [Fact]
    public void Stale_data_end_the_line_at_the_last_event_and_leave_the_projection_out()
    {
        var until = First.AddDays(1.25);

        var view = (AChart with { DataUntilMs = until.ToUnixTimeMilliseconds(), Projection = Pages.Projection(new DateOnly(2026, 11, 3), 30.Dollars(), (40, 35, 45)) }).View();

        Assert.Equal(until, view.Used[^1].At);
        Assert.Null(view.Projection);
    }

    [Fact]
    public void A_cycle_that_is_over_ends_at_its_end_and_projects_nothing()
    {
        var days = Pages.Days([.. Enumerable.Range(1, 30)]);

        var view = (AChart with { Days = days, AsOfMs = First.AddDays(40).ToUnixTimeMilliseconds(), Projection = Pages.Projection(new DateOnly(2026, 11, 30), 30.Dollars(), (40, 35, 45)) }).View();

        Assert.True(view.Closed);
        Assert.Equal(view.End, view.Used[^1].At);
        Assert.Null(view.Projection);
        Assert.Equal(30, view.Days.Count);
    }

    [Fact]
    public void Without_usage_there_is_no_line() => Assert.Empty((AChart with { Days = Pages.Days(0, 0, 0) }).View().Used);

    [Fact]
    public void Days_end_where_the_zone_says()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

        var view = (AChart with { Zone = zone }).View();

        // The first day of November 2026 has 25 hours there.
        Assert.Equal(TimeSpan.FromHours(25), view.Used[1].At - view.Used[0].At);
    }
}
