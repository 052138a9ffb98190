using Dashboard.TestKit;
using Dashboard.Web.Features.SeatDetail;

namespace Dashboard.Web.Tests.SeatDetail;

/// <summary>A cycle as it would come out otherwise.</summary>
public sealed class WhatIfTests
{
    private static readonly WhatIfBase From = new(
        "team-premium",
        [new("team-premium", "Team Premium", 100.Dollars(), 125.Dollars()), new("max-20x", "Max 20x", 200.Dollars(), null)],
        80.Dollars(),
        130.Dollars(),
        OverageIsOn: false,
        Cap: null,
        "");

    [Fact]
    public void On_a_larger_plan_the_usage_fits_and_the_rest_expires()
    {
        var result = WhatIf.Of(From, "max-20x", 0, overage: false, cap: null);

        Assert.Equal((130.Dollars(), 200.Dollars(), 0.Dollars(), 0.Dollars(), 70.Dollars()), (result.Usage, result.Allocation, result.Overage, result.Uncovered, result.Expires));
        Assert.Null(result.Fee);
    }

    [Fact]
    public void A_percentage_changes_only_what_is_still_to_come()
    {
        Assert.Equal(180.Dollars(), WhatIf.Of(From, "team-premium", 100, overage: false, cap: null).Usage);
        Assert.Equal(80.Dollars(), WhatIf.Of(From, "team-premium", -100, overage: false, cap: null).Usage);
    }

    [Fact]
    public void A_cap_divides_what_is_beyond_the_credit()
    {
        var capped = WhatIf.Of(From, "team-premium", 0, overage: true, cap: 12.Dollars());
        var open = WhatIf.Of(From, "team-premium", 0, overage: true, cap: null);
        var off = WhatIf.Of(From, "team-premium", 0, overage: false, cap: 12.Dollars());

        Assert.Equal((12.Dollars(), 18.Dollars()), (capped.Overage, capped.Uncovered));
        Assert.Equal((30.Dollars(), 0.Dollars()), (open.Overage, open.Uncovered));
        Assert.Equal((0.Dollars(), 30.Dollars()), (off.Overage, off.Uncovered));
    }

    [Fact]
    public void Usage_is_always_covered_overage_and_uncovered_together()
    {
        foreach (var percent in (int[])[-100, -33, 0, 7, 250])
        {
            foreach (var plan in From.Plans)
            {
                var result = WhatIf.Of(From, plan.Id, percent, overage: true, cap: 5.Dollars());

                Assert.Equal(result.Usage + result.Expires, result.Allocation + result.Overage + result.Uncovered);
            }
        }
    }
}
