using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Projection;
using Dashboard.TestKit;
using Xunit;

namespace Dashboard.Credits.Tests.Overage;

public sealed class OverageOutlookTests
{
    [Fact]
    public void Usage_projected_beyond_the_credit_is_the_overage_and_so_are_the_ends_of_its_band()
    {
        var outlook = OverageOutlook.Of(Projection(84, 100, 132, 116, 149), default, null);

        Assert.Equal((32.Dollars(), 16.Dollars(), 49.Dollars(), 0.Dollars()), (outlook.Point, outlook.Low, outlook.High, outlook.Beyond));
    }

    [Fact]
    public void A_cap_cuts_all_three_and_the_rest_is_said()
    {
        var outlook = OverageOutlook.Of(Projection(84, 100, 132, 116, 149), default, 20.Dollars());

        Assert.Equal((20.Dollars(), 16.Dollars(), 20.Dollars(), 12.Dollars()), (outlook.Point, outlook.Low, outlook.High, outlook.Beyond));
    }

    [Fact]
    public void What_is_posted_counts_for_the_cap_and_is_never_taken_back()
    {
        var projection = Projection(130, 100, 150, 140, 170);

        Assert.Equal(50.Dollars(), OverageOutlook.Of(projection, 30.Dollars(), null).Point);
        Assert.Equal(40.Dollars(), OverageOutlook.Of(projection, 30.Dollars(), 40.Dollars()).Point);
        Assert.Equal(30.Dollars(), OverageOutlook.Of(projection, 30.Dollars(), 10.Dollars()).Point);

        // What was used beyond the credit while overage was off is uncovered and stays so.
        Assert.Equal(20.Dollars(), OverageOutlook.Of(projection, default, null).Point);
    }

    [Fact]
    public void Without_credit_all_usage_to_come_is_overage()
    {
        Assert.Equal(48.Dollars(), OverageOutlook.Of(Projection(84, null, 132, 116, 149), default, null).Point);
    }

    [Fact]
    public void An_end_within_the_cycle_counts_usage_up_to_the_end_of_its_last_day()
    {
        var projection = Projection(84, 100, 132, 116, 149);

        Assert.Equal(8.Dollars(), OverageOutlook.Of(projection, default, null, "2026-11-21".Day()).Point);
        Assert.Equal(0.Dollars(), OverageOutlook.Of(projection, default, null, "2026-11-18".Day()).Point);
        Assert.Equal(32.Dollars(), OverageOutlook.Of(projection, default, null, "2027-01-01".Day()).Point);
    }

    [Fact]
    public void The_band_of_a_sum_is_the_sum_of_the_ends()
    {
        var one = OverageOutlook.Of(Projection(84, 100, 132, 116, 149), default, null);
        var two = OverageOutlook.Of(Projection(10, 20, 25, 15, 31), default, null);

        Assert.Equal(new OverageOutlook(default, 37.Dollars(), 16.Dollars(), 60.Dollars(), default), one + two);
    }

    [Fact]
    public void One_overshoot_is_no_contradiction_and_usage_that_goes_on_is()
    {
        Assert.False(OverageContradiction.Holds(20.Dollars(), 1.Dollars()));
        Assert.True(OverageContradiction.Holds(20.Dollars(), new Nanodollars(1_000_000_001)));
        Assert.False(OverageContradiction.Holds(200.Dollars(), 4.Dollars()));
        Assert.True(OverageContradiction.Holds(200.Dollars(), new Nanodollars(4_000_000_001)));
        Assert.False(OverageContradiction.Holds(default, 50.Dollars()));
    }

    [Fact]
    public void The_loosest_setting_to_come_is_what_ceilings_count()
    {
        var history = new OverageHistory(Decision(1, 10, 100, 500), Decision(2, null, 200, 300), Decision(3, 30, 400));

        Assert.Null(history.LoosestFrom(0).Cap);
        Assert.Null(history.LoosestFrom(299).Cap);
        Assert.Equal(30.Dollars(), history.LoosestFrom(300).Cap);
        Assert.Equal(30.Dollars(), history.LoosestFrom(1_000).Cap);
        Assert.Equal(10.Dollars(), new OverageHistory(Decision(1, 10, 100, 500)).LoosestFrom(499).Cap);
        Assert.False(new OverageHistory(Decision(1, 10, 100, 500)).LoosestFrom(500).On);
        Assert.Null(history.DecisionAt(300));
        Assert.Equal(2, history.DecisionAt(299)!.Sequence);
        Assert.Equal(3, history.Newest);
    }

    private static OverageDecision Decision(int sequence, int? dollars, long from, long? until = null) => new()
    {
        Sequence = sequence,
        SeatId = 1,
        On = true,
        Cap = dollars?.Dollars(),
        FromMs = from,
        UntilMs = until,
        DecidedAtMs = from,
        By = "owner",
        Reason = "a test",
    };

    private static CycleProjection Projection(int used, int? allocation, int point, int low, int high) => new()
    {
        AsOfMs = "2026-11-19T14:00:00".Ms(),
        Today = "2026-11-19".Day(),
        Consumed = used.Dollars(),
        Allocation = allocation?.Dollars(),
        Point = point.Dollars(),
        Low = low.Dollars(),
        High = high.Dollars(),
        ExhaustionDate = null,
        ExhaustionProbability = null,
        DaysObserved = 30,
        ActiveDays = 20,
        Basis = new ProjectionBasis
        {
            DailyRate = 4.Dollars(),
            DaysObserved = 30,
            ActiveDays = 20,
            PercentFromEarlierCycles = 0,
            HeaviestWeekday = null,
            OrganisationWeekdays = false,
            LeavesOutStoppedDays = false,
        },
        Path = [.. Enumerable.Range(0, 12).Select(i => Day(i, used, point, low, high))],
        Spread = 0,
        DaysLeft = 11.4,
    };

    private static ProjectionDay Day(int i, int used, int point, int low, int high)
    {
        Nanodollars At(int end) => new((used * Nanodollars.PerUsd) + ((end - used) * Nanodollars.PerUsd * (i + 1) / 12));
        return new(new DateOnly(2026, 11, 19).AddDays(i), i == 11 ? point.Dollars() : i == 2 ? 108.Dollars() : At(point), At(low), At(high));
    }
}
