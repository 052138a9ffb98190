using Dashboard.Credits.Money;
using Dashboard.Web.Mail.Raster;

namespace Dashboard.Web.Tests.Mail;

public sealed class ChartPictureTests
{
    private static readonly Colour Consumed = Colour.Of(0x2354CC);
    private static readonly Colour Uncovered = Colour.Of(0xB3261E);
    private static readonly Colour Likely = Colour.Of(0xAE4208);
    private static readonly Colour Projected = Colour.Of(0x5E84DE);
    private static readonly Colour Allocation = Colour.Of(0x10141A);

    [Fact]
    public void The_same_view_gives_the_same_bytes_and_another_gives_others()
    {
        Assert.Equal(ChartPicture.Of(ChartViews.Running()), ChartPicture.Of(ChartViews.Running()));
        Assert.NotEqual(ChartPicture.Of(ChartViews.Running()), ChartPicture.Of(ChartViews.Running() with { LastCycle = null }));
    }

    [Fact]
    public void It_is_twice_as_dense_as_its_size_and_small()
    {
        var bytes = ChartPicture.Of(ChartViews.Running())!;
        var png = ReadPng.Of(bytes);

        Assert.Equal((ChartPicture.Width * 2, ChartPicture.Height * 2), (png.Width, png.Height));
        Assert.InRange(bytes.Length, 3_000, 40_000);
    }

    [Fact]
    public void Lines_stand_where_the_amounts_are()
    {
        var view = ChartViews.Running();
        var canvas = ChartPicture.Draw(view)!;
        var axis = ChartPicture.AxisOf(view);

        Assert.Equal(Consumed, At(canvas, axis, 8, 35.2m));
        Assert.Equal(Allocation, At(canvas, axis, 8, 100));
        Assert.Equal(Likely, At(canvas, axis, 22.8, 60, around: 5));
        Assert.Contains(Projected, Column(canvas, axis, 28));
        Assert.DoesNotContain(Consumed, Column(canvas, axis, 28));
    }

    [Fact]
    public void The_band_lies_between_its_ends_after_now_and_nowhere_before()
    {
        var view = ChartViews.Running() with { LastCycle = null };
        var canvas = ChartPicture.Draw(view)!;
        var axis = ChartPicture.AxisOf(view);
        var tint = At(canvas, axis, 29.5, 117);

        Assert.NotEqual(Colour.Of(0xFFFFFF), tint);
        Assert.Equal(tint, At(canvas, axis, 29.5, 140));
        Assert.Equal(Colour.Of(0xFFFFFF), At(canvas, axis, 29.5, 90, around: 0));
        Assert.DoesNotContain(tint, Column(canvas, axis, 10));
    }

    [Fact]
    public void What_is_used_after_the_credit_has_another_colour_from_the_crossing_on()
    {
        var view = ChartViews.Exhausted() with { LastCycle = null };
        var canvas = ChartPicture.Draw(view)!;
        var axis = ChartPicture.AxisOf(view);

        Assert.Contains(Consumed, Column(canvas, axis, 6));
        Assert.DoesNotContain(Uncovered, Column(canvas, axis, 6));
        Assert.Contains(Uncovered, Column(canvas, axis, 16));
        Assert.DoesNotContain(Consumed, Column(canvas, axis, 16));
    }

    [Fact]
    public void The_allocation_steps_where_it_grew()
    {
        var view = ChartViews.Growing() with { LastCycle = null };
        var canvas = ChartPicture.Draw(view)!;
        var axis = ChartPicture.AxisOf(view);

        Assert.Equal(Allocation, At(canvas, axis, 5, 20));
        Assert.Equal(Allocation, At(canvas, axis, 20, 100));
        Assert.Equal(Allocation, At(canvas, axis, 10, 60));
        Assert.NotEqual(Allocation, At(canvas, axis, 5, 100, around: 0));
    }

    [Fact]
    public void Without_usage_there_is_no_picture() => Assert.Null(ChartPicture.Of(ChartViews.Running() with { Used = [] }));

    [Theory]
    [InlineData(0.03)]
    [InlineData(3)]
    [InlineData(140)]
    [InlineData(99_999)]
    [InlineData(9_000_000_000)]
    public void The_axis_holds_everything_in_at_most_six_round_steps(decimal usd)
    {
        var view = ChartViews.Running() with { Projection = null, LastCycle = null, Used = [new(ChartViews.Start, default), new(ChartViews.Start.AddDays(5), ChartViews.Usd(usd))] };
        var axis = ChartPicture.AxisOf(view);

        Assert.InRange(axis.Steps, 2, 6);
        Assert.InRange(axis.Y(ChartViews.Usd(usd)), 9.9, axis.Y(default(Nanodollars)));
        Assert.Equal("$0", axis.Label(0)[..2]);
        Assert.NotNull(ChartPicture.Of(view));
    }

    private static Colour At(Canvas canvas, ChartAxis axis, double day, decimal usd, int around = 2)
    {
        var (x, y) = ((int)(axis.X(ChartViews.Start.AddDays(day)) * 2), (int)(axis.Y(ChartViews.Usd(usd)) * 2));
        var near = Enumerable.Range(-around, (2 * around) + 1).SelectMany(dx => Enumerable.Range(-around, (2 * around) + 1).Select(dy => canvas[x + dx, y + dy]));
        return near.MinBy(c => c.Red + c.Green + c.Blue);
    }

    private static HashSet<Colour> Column(Canvas canvas, ChartAxis axis, double day)
    {
        var x = (int)(axis.X(ChartViews.Start.AddDays(day)) * 2);
        return [.. Enumerable.Range(0, canvas.Height).SelectMany(y => Enumerable.Range(x - 12, 24).Select(i => canvas[i, y]))];
    }
}
