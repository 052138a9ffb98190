namespace Dashboard.Web.Mail.Raster;

/// <summary>
/// An opaque picture that is drawn on with soft edges. Coordinates are points from the top left corner; each is <see cref="Scale"/>
/// pixels wide, so that fine lines stay fine on dense screens. Only sums, products and square roots: the same drawing gives the same bytes everywhere.
/// </summary>
internal sealed class Canvas
{
    private readonly byte[] _rgb;
    private readonly float[] _cover;

    public Canvas(int width, int height, int scale, Colour ground)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        (Width, Height, Scale) = (width * scale, height * scale, scale);
        _rgb = new byte[Width * Height * 3];
        _cover = new float[Width * Height];
        for (var i = 0; i < _rgb.Length; i += 3)
        {
            (_rgb[i], _rgb[i + 1], _rgb[i + 2]) = (ground.Red, ground.Green, ground.Blue);
        }
    }

    /// <summary>Pixels.</summary>
    public int Width { get; }

    /// <summary>Pixels.</summary>
    public int Height { get; }

    public int Scale { get; }

    /// <summary>Three bytes a pixel, row by row.</summary>
    public ReadOnlySpan<byte> Rgb => _rgb;

    /// <summary>The colour of a pixel.</summary>
    public Colour this[int x, int y] => new(_rgb[At(x, y) * 3], _rgb[(At(x, y) * 3) + 1], _rgb[(At(x, y) * 3) + 2]);

    /// <summary>A filled rectangle; parts of pixels at its edges are mixed.</summary>
    public void Rectangle(double left, double top, double right, double bottom, Colour colour, double opacity = 1)
    {
        var box = Box.Around(left * Scale, top * Scale, right * Scale, bottom * Scale, this);
        for (var y = box.Top; y < box.Bottom; y++)
        {
            for (var x = box.Left; x < box.Right; x++)
            {
                Cover(x, y, Part(x, left * Scale, right * Scale) * Part(y, top * Scale, bottom * Scale));
            }
        }

        Paint(box, colour, opacity);
    }

    /// <summary>A line through all points with round ends and joins. With <paramref name="dash"/>, so many points drawn and so many left out.</summary>
    public void Line(IReadOnlyList<(double X, double Y)> points, double width, Colour colour, double dash = 0)
    {
        var box = Box.Nothing;
        foreach (var (from, to) in dash > 0 ? Dashes(points, dash) : Segments(points))
        {
            box = box.With(Stroke(from, to, width * Scale / 2));
        }

        Paint(box, colour, 1);
    }

    /// <summary>A step line: level to the next point, then straight up or down to it.</summary>
    public void Steps(IReadOnlyList<(double X, double Y)> points, double width, Colour colour, double dash = 0)
    {
        var corners = new List<(double X, double Y)>();
        foreach (var point in points)
        {
            if (corners.Count > 0 && corners[^1].Y != point.Y)
            {
                corners.Add((point.X, corners[^1].Y));
            }

            corners.Add(point);
        }

        Line(corners, width, colour, dash);
    }

    /// <summary>The area between a lower and an upper edge, given at the same positions from left to right.</summary>
    public void Band(IReadOnlyList<(double X, double Low, double High)> edges, Colour colour, double opacity)
    {
        var box = Box.Nothing;
        for (var i = 1; i < edges.Count; i++)
        {
            var (from, to) = (edges[i - 1], edges[i]);
            box = box.With(Strip(from, to));
        }

        Paint(box, colour, opacity);
    }

    /// <summary>A filled disc.</summary>
    public void Disc(double x, double y, double radius, Colour colour) => Line([(x, y), (x, y)], radius * 2, colour);

    /// <summary>A ring around a disc of another colour.</summary>
    public void Ring(double x, double y, double radius, double width, Colour colour, Colour inside)
    {
        Disc(x, y, radius + (width / 2), colour);
        Disc(x, y, radius - (width / 2), inside);
    }

    private static IEnumerable<((double X, double Y) From, (double X, double Y) To)> Segments(IReadOnlyList<(double X, double Y)> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            yield return (points[i - 1], points[i]);
        }
    }

    /// <summary>The drawn pieces; the pattern goes on around corners.</summary>
    private static IEnumerable<((double X, double Y) From, (double X, double Y) To)> Dashes(IReadOnlyList<(double X, double Y)> points, double dash)
    {
        var (left, isDrawn) = (dash, true);
        foreach (var (from, to) in Segments(points))
        {
            var length = Length(to.X - from.X, to.Y - from.Y);
            for (var at = 0.0; at < length;)
            {
                var piece = Math.Min(left, length - at);
                if (isDrawn)
                {
                    yield return (Between(from, to, at / length), Between(from, to, (at + piece) / length));
                }

                at += piece;
                left -= piece;
                if (left <= 1e-9)
                {
                    (left, isDrawn) = (dash, !isDrawn);
                }
            }
        }
    }

    private static (double X, double Y) Between((double X, double Y) from, (double X, double Y) to, double part) =>
        (from.X + ((to.X - from.X) * part), from.Y + ((to.Y - from.Y) * part));

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));

    /// <summary>How much of pixel <paramref name="pixel"/> lies between two edges.</summary>
    private static double Part(int pixel, double from, double to) => Math.Clamp(Math.Min(pixel + 1, to) - Math.Max(pixel, from), 0, 1);

    private Box Stroke((double X, double Y) from, (double X, double Y) to, double radius)
    {
        var (ax, ay, bx, by) = (from.X * Scale, from.Y * Scale, to.X * Scale, to.Y * Scale);
        var box = Box.Around(Math.Min(ax, bx) - radius - 1, Math.Min(ay, by) - radius - 1, Math.Max(ax, bx) + radius + 1, Math.Max(ay, by) + radius + 1, this);
        var (dx, dy) = (bx - ax, by - ay);
        var square = (dx * dx) + (dy * dy);
        for (var y = box.Top; y < box.Bottom; y++)
        {
            for (var x = box.Left; x < box.Right; x++)
            {
                var (px, py) = (x + 0.5 - ax, y + 0.5 - ay);
                var along = square <= 0 ? 0 : Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1);
                Cover(x, y, Math.Clamp(radius + 0.5 - Length(px - (along * dx), py - (along * dy)), 0, 1));
            }
        }

        return box;
    }

    /// <summary>One strip of a band: column by column, as far down as the edges go there.</summary>
    private Box Strip((double X, double Low, double High) from, (double X, double Low, double High) to)
    {
        var (left, right) = (from.X * Scale, to.X * Scale);
        var box = Box.Around(left, Math.Min(from.High, to.High) * Scale, right, Math.Max(from.Low, to.Low) * Scale, this);
        for (var x = box.Left; x < box.Right; x++)
        {
            var part = right > left ? Math.Clamp((x + 0.5 - left) / (right - left), 0, 1) : 0;
            var (top, bottom) = ((from.High + ((to.High - from.High) * part)) * Scale, (from.Low + ((to.Low - from.Low) * part)) * Scale);
            for (var y = box.Top; y < box.Bottom; y++)
            {
                _cover[At(x, y)] = Math.Min(1, _cover[At(x, y)] + (float)(Part(x, left, right) * Part(y, top, bottom)));
            }
        }

        return box;
    }

    /// <summary>Parts of one shape that lie over each other count once.</summary>
    private void Cover(int x, int y, double cover) => _cover[At(x, y)] = Math.Max(_cover[At(x, y)], (float)cover);

    private void Paint(Box box, Colour colour, double opacity)
    {
        for (var y = box.Top; y < box.Bottom; y++)
        {
            for (var x = box.Left; x < box.Right; x++)
            {
                var at = At(x, y);
                var part = _cover[at] * opacity;
                _cover[at] = 0;
                if (part > 0)
                {
                    (_rgb[at * 3], _rgb[(at * 3) + 1], _rgb[(at * 3) + 2]) =
                        (Mix(_rgb[at * 3], colour.Red, part), Mix(_rgb[(at * 3) + 1], colour.Green, part), Mix(_rgb[(at * 3) + 2], colour.Blue, part));
                }
            }
        }
    }

    private static byte Mix(byte under, byte over, double part) => (byte)Math.Clamp(under + ((over - under) * part) + 0.5, 0, 255);

    private int At(int x, int y) => (y * Width) + x;

    /// <summary>Pixels that may have changed: left and top included, right and bottom not.</summary>
    private readonly record struct Box(int Left, int Top, int Right, int Bottom)
    {
        public static Box Nothing { get; } = new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

        public static Box Around(double left, double top, double right, double bottom, Canvas canvas) => new(
            (int)Math.Clamp(Math.Floor(left), 0, canvas.Width), (int)Math.Clamp(Math.Floor(top), 0, canvas.Height),
            (int)Math.Clamp(Math.Ceiling(right), 0, canvas.Width), (int)Math.Clamp(Math.Ceiling(bottom), 0, canvas.Height));

        public Box With(Box other) => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
    }
}
