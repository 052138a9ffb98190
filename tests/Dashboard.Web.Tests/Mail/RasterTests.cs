using Dashboard.Web.Mail.Raster;

namespace Dashboard.Web.Tests.Mail;

public sealed class RasterTests
{
    private static readonly Colour White = Colour.Of(0xFFFFFF);
    private static readonly Colour Black = Colour.Of(0x000000);

    [Fact]
    public void A_rectangle_fills_whole_pixels_and_mixes_half_ones()
    {
        var canvas = new Canvas(4, 4, 1, White);

        canvas.Rectangle(1, 1, 2.5, 2, Black);

        Assert.Equal(Black, canvas[1, 1]);
        Assert.Equal(Colour.Of(0x808080), canvas[2, 1]);
        Assert.Equal(White, canvas[3, 1]);
        Assert.Equal(White, canvas[1, 2]);
        Assert.Equal(White, canvas[0, 1]);
    }

    [Fact]
    public void Points_are_as_many_pixels_as_the_scale_says()
    {
        var canvas = new Canvas(3, 3, 2, White);

        canvas.Rectangle(1, 1, 2, 2, Black);

        Assert.Equal((6, 6), (canvas.Width, canvas.Height));
        Assert.Equal(4, Count(canvas, Black));
        Assert.Equal(Black, canvas[2, 2]);
        Assert.Equal(Black, canvas[3, 3]);
    }

    [Fact]
    public void A_line_covers_where_it_runs_and_has_soft_edges()
    {
        var canvas = new Canvas(20, 20, 1, White);

        canvas.Line([(2, 2), (18, 18)], 2, Black);

        Assert.All(Enumerable.Range(3, 14), i => Assert.Equal(Black, canvas[i, i]));
        Assert.NotEqual(White, canvas[9, 10]);
        Assert.Equal(White, canvas[5, 12]);
        Assert.Contains(Enumerable.Range(0, 20).SelectMany(x => Enumerable.Range(0, 20).Select(y => canvas[x, y])), c => c != White && c != Black);
    }

    [Fact]
    public void Where_a_line_crosses_itself_it_is_not_darker()
    {
        var canvas = new Canvas(9, 9, 1, White);
        var once = new Canvas(9, 9, 1, White);

        canvas.Line([(0, 4.25), (9, 4.25), (0, 4.25)], 1, Black);
        once.Line([(0, 4.25), (9, 4.25)], 1, Black);

        Assert.True(canvas.Rgb.SequenceEqual(once.Rgb));
        Assert.NotEqual(Black, canvas[4, 4]);
    }

    [Fact]
    public void A_dashed_line_leaves_as_much_out_as_it_draws_and_goes_on_around_corners()
    {
        var canvas = new Canvas(60, 20, 1, White);

        canvas.Line([(0, 10.5), (60, 10.5)], 1, Black, 6);

        Assert.Equal(Black, canvas[3, 10]);
        Assert.Equal(White, canvas[9, 10]);
        Assert.Equal(Black, canvas[15, 10]);
        Assert.Equal(White, canvas[21, 10]);

        var corner = new Canvas(60, 20, 1, White);
        corner.Line([(0, 10.5), (3, 10.5), (60, 10.5)], 1, Black, 6);
        Assert.Equal(Row(canvas, 10), Row(corner, 10));
    }

    [Fact]
    public void A_step_line_goes_level_first()
    {
        var canvas = new Canvas(20, 20, 1, White);

        canvas.Steps([(0, 15.5), (10.5, 5.5), (20, 5.5)], 1, Black);

        Assert.Equal(Black, canvas[5, 15]);
        Assert.Equal(Black, canvas[10, 10]);
        Assert.Equal(Black, canvas[15, 5]);
        Assert.Equal(White, canvas[5, 10]);
    }

    [Fact]
    public void A_band_is_filled_between_its_edges_and_its_strips_meet_without_a_seam()
    {
        var canvas = new Canvas(20, 20, 1, White);

        canvas.Band([(0, 10, 10), (10.5, 15, 5), (20, 15, 5)], Black, 0.5);

        Assert.Equal(Colour.Of(0x808080), canvas[15, 10]);
        Assert.Equal(Colour.Of(0x808080), canvas[10, 10]);
        Assert.Equal(White, canvas[15, 3]);
        Assert.Equal(White, canvas[1, 5]);
        Assert.Equal(White, canvas[15, 17]);
    }

    [Fact]
    public void What_lies_outside_is_cut_off()
    {
        var canvas = new Canvas(5, 5, 1, White);

        canvas.Line([(-20, 2.5), (40, 2.5)], 1, Black);
        canvas.Rectangle(-5, -5, 50, 1, Black);
        canvas.Disc(100, 100, 3, Black);

        Assert.Equal(10, Count(canvas, Black));
    }

    [Fact]
    public void A_ring_has_its_colour_outside_and_the_other_inside()
    {
        var canvas = new Canvas(20, 20, 1, White);
        var blue = Colour.Of(0x2354CC);

        canvas.Ring(10, 10, 5, 2, Black, blue);

        Assert.Equal(blue, canvas[10, 10]);
        Assert.Equal(Black, canvas[5, 10]);
        Assert.Equal(White, canvas[2, 10]);
    }

    [Fact]
    public void The_file_is_a_png_whose_pixels_are_the_canvas()
    {
        var canvas = new Canvas(37, 23, 2, White);
        canvas.Line([(3, 3), (30, 20)], 3, Colour.Of(0xAE4208));
        canvas.Disc(20, 5, 4, Colour.Of(0x1C7347));

        var png = ReadPng.Of(Png.Encode(canvas));

        Assert.Equal(["IHDR", "IDAT", "IEND"], png.Chunks);
        Assert.Equal((74, 46), (png.Width, png.Height));
        Assert.True(canvas.Rgb.SequenceEqual(png.Rgb));
    }

    [Fact]
    public void Every_sign_of_an_axis_is_drawn_and_no_two_look_alike()
    {
        var pictures = "0123456789$.,%".Select(sign =>
        {
            var canvas = new Canvas(12, 14, 2, White);
            AxisFont.Write(canvas, sign.ToString(), 2, 2, Black);
            return Convert.ToHexString(canvas.Rgb);
        }).ToList();

        Assert.Equal(14, pictures.Distinct().Count());
        Assert.DoesNotContain(pictures, p => p.All(c => c == 'F'));
        Assert.True(AxisFont.WidthOf("$1,000") > AxisFont.WidthOf("$100"));
    }

    private static int Count(Canvas canvas, Colour colour) =>
        Enumerable.Range(0, canvas.Height).Sum(y => Enumerable.Range(0, canvas.Width).Count(x => canvas[x, y] == colour));

    private static Colour[] Row(Canvas canvas, int y) => [.. Enumerable.Range(0, canvas.Width).Select(x => canvas[x, y])];
}
