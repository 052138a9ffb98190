using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Xunit;

namespace Dashboard.Credits.Tests.Runbook;

public sealed class SeatStateTests
{
    [Fact]
    public void Each_state_wins_over_those_after_it()
    {
        var seat = ASeat() with
        {
            IsEligible = false,
            IsClaimed = false,
            IsStale = true,
            Available = Nanodollars.Zero,
            Usage = Nanodollars.Zero,
            ExhaustionProbability = 0.9,
        };

        Assert.Equal(SeatState.NotEligible, SeatStates.Of(seat));
        Assert.Equal(SeatState.Unclaimed, SeatStates.Of(seat = seat with { IsEligible = true }));
        Assert.Equal(SeatState.StaleData, SeatStates.Of(seat = seat with { IsClaimed = true }));
        Assert.Equal(SeatState.Exhausted, SeatStates.Of(seat = seat with { IsStale = false }));
        Assert.Equal(SeatState.OverageOn, SeatStates.Of(seat with { OverageIsOn = true }));
        Assert.Equal(SeatState.Idle, SeatStates.Of(seat = seat with { Available = Nanodollars.FromUsd(1) }));
        Assert.Equal(SeatState.LikelyToRunOut, SeatStates.Of(seat = seat with { Usage = Nanodollars.FromUsd(1) }));
        Assert.Equal(SeatState.AtRisk, SeatStates.Of(seat = seat with { ExhaustionProbability = 0.4999 }));
        Assert.Equal(SeatState.AtRisk, SeatStates.Of(seat = seat with { ExhaustionProbability = 0.30 }));
        Assert.Equal(SeatState.OnTrack, SeatStates.Of(seat = seat with { ExhaustionProbability = 0.2999 }));
        Assert.Equal(SeatState.OnTrack, SeatStates.Of(seat with { ExhaustionProbability = null }));
    }

    [Fact]
    public void A_seat_with_overage_on_and_credit_left_is_on_track()
    {
        Assert.Equal(SeatState.OnTrack, SeatStates.Of(ASeat() with { OverageIsOn = true }));
    }

    [Fact]
    public void A_reached_cap_is_said()
    {
        var seat = ASeat() with { Available = Nanodollars.Zero, OverageIsOn = true };

        Assert.Equal("Overage on", SeatStates.Word(seat));
        Assert.Equal("Overage, cap reached", SeatStates.Word(seat with { OverageCapIsReached = true }));
    }

    [Fact]
    public void The_most_urgent_come_first()
    {
        var exhausted = ASeat() with { Available = Nanodollars.Zero };
        var overage = exhausted with { OverageIsOn = true };
        var soon = ASeat() with { ExhaustionProbability = 0.6, ExhaustionDate = new DateOnly(2026, 11, 12) };
        var later = ASeat() with { ExhaustionProbability = 0.9, ExhaustionDate = new DateOnly(2026, 11, 20) };
        var undated = ASeat() with { ExhaustionProbability = 0.9 };
        var risky = ASeat() with { ExhaustionProbability = 0.45 };
        var lessRisky = ASeat() with { ExhaustionProbability = 0.31 };
        var stale = ASeat() with { IsStale = true };
        var used = ASeat() with { Usage = Nanodollars.FromUsd(70) };
        var lessUsed = ASeat() with { Usage = Nanodollars.FromUsd(60), Allocation = Nanodollars.FromUsd(200) };
        var idle = ASeat() with { Usage = Nanodollars.Zero };
        var unclaimed = ASeat() with { IsClaimed = false };
        var notEligible = ASeat() with { IsEligible = false };
        SeatReading[] expected = [exhausted, overage, soon, later, undated, risky, lessRisky, stale, used, lessUsed, idle, unclaimed, notEligible];

        var sorted = expected.Reverse().Order(SeatStates.ByUrgency).ToList();

        Assert.Equal(expected, sorted);
    }

    [Fact]
    public void Every_state_has_a_word()
    {
        var words = Enum.GetValues<SeatState>().Select(SeatStates.Word).ToList();

        Assert.Equal(9, words.Distinct().Count());
    }

    private static SeatReading ASeat() => new()
    {
        IsEligible = true,
        IsClaimed = true,
        IsStale = false,
        Allocation = Nanodollars.FromUsd(100),
        Available = Nanodollars.FromUsd(50),
        Usage = Nanodollars.FromUsd(50),
        OverageIsOn = false,
    };
}
