using System.Collections.Frozen;

namespace Dashboard.Web.Mail.Raster;

/// <summary>The few signs that stand at axes, as lines on a grid 5 wide and 8 high. Words stand in the mail around the picture, where they can be read aloud and enlarged.</summary>
internal static class AxisFont
{
    /// <summary>Height of a digit in points.</summary>
    public const double Height = 8;

    private const double Gap = 1.8;
    private const double Weight = 1.15;

    private static readonly FrozenDictionary<char, (double Width, double[][] Lines)> Glyphs = new Dictionary<char, (double, double[][])>
    {
        ['0'] = (5, [[1.4, 0, 3.6, 0, 4.6, 1, 5, 3, 5, 5, 4.6, 7, 3.6, 8, 1.4, 8, 0.4, 7, 0, 5, 0, 3, 0.4, 1, 1.4, 0]]),
        ['1'] = (3, [[0.2, 1.8, 2.2, 0, 2.2, 8]]),
        ['2'] = (5, [[0.2, 2, 0.6, 0.8, 1.7, 0, 3.4, 0, 4.5, 0.9, 4.8, 2.2, 4.2, 3.6, 0.1, 8, 5, 8]]),
        ['3'] = (5, [[0.2, 1.2, 1.4, 0, 3.4, 0, 4.6, 0.9, 4.6, 2.7, 3.5, 3.7, 2, 3.7], [3.5, 3.7, 4.8, 4.8, 4.9, 6.5, 3.6, 8, 1.4, 8, 0.1, 6.8]]),
        ['4'] = (5, [[3.8, 8, 3.8, 0, 0, 5.6, 5.2, 5.6]]),
        ['5'] = (5, [[4.6, 0, 0.9, 0, 0.5, 3.7, 1.6, 3, 3.4, 3, 4.6, 4, 4.9, 5.5, 4.5, 7, 3.4, 8, 1.4, 8, 0.1, 7]]),
        ['6'] = (5, [[4.5, 1, 3.5, 0, 1.8, 0, 0.6, 1.2, 0.1, 3.4, 0.1, 5.6, 0.7, 7.2, 1.8, 8, 3.4, 8, 4.6, 7.2, 4.9, 5.6, 4.6, 4.2, 3.4, 3.3, 1.8, 3.3, 0.5, 4.3, 0.1, 5.6]]),
        ['7'] = (5, [[0, 0, 5, 0, 1.6, 8]]),
        ['8'] = (5, [[1.6, 0, 3.4, 0, 4.5, 0.9, 4.5, 2.8, 3.4, 3.7, 1.6, 3.7, 0.5, 2.8, 0.5, 0.9, 1.6, 0], [1.6, 3.7, 0.3, 4.8, 0.1, 6.3, 1.4, 8, 3.6, 8, 4.9, 6.3, 4.7, 4.8, 3.4, 3.7]]),
        ['9'] = (5, [[0.5, 7, 1.5, 8, 3.2, 8, 4.4, 6.8, 4.9, 4.6, 4.9, 2.4, 4.3, 0.8, 3.2, 0, 1.6, 0, 0.4, 0.8, 0.1, 2.4, 0.4, 3.8, 1.6, 4.7, 3.2, 4.7, 4.5, 3.7, 4.9, 2.4]]),
        ['$'] = (5, [[4.7, 1.8, 3.6, 0.8, 1.5, 0.8, 0.4, 1.7, 0.4, 2.9, 1.4, 3.7, 3.7, 4.2, 4.8, 5, 4.8, 6.3, 3.7, 7.2, 1.4, 7.2, 0.2, 6.2], [2.5, -0.6, 2.5, 8.6]]),
        ['.'] = (0.6, [[0.3, 8, 0.3, 8]]),
        [','] = (0.8, [[0.5, 7.8, 0.1, 9.3]]),
        ['%'] = (7, [[5.6, 0, 1.2, 8], [1.4, 0.2, 0.3, 1, 0.3, 2.6, 1.4, 3.4, 2.5, 2.6, 2.5, 1, 1.4, 0.2], [5.5, 4.6, 4.4, 5.4, 4.4, 7, 5.5, 7.8, 6.6, 7, 6.6, 5.4, 5.5, 4.6]]),
    }.ToFrozenDictionary();

    /// <summary>How wide a text is. Signs that the font does not have take no room.</summary>
    public static double WidthOf(string text) => text.Where(Glyphs.ContainsKey).Sum(c => Glyphs[c].Width + Gap) - Gap;

    /// <summary>Writes from the left, its top at <paramref name="top"/>.</summary>
    public static void Write(Canvas canvas, string text, double left, double top, Colour colour)
    {
        foreach (var (width, lines) in text.Where(Glyphs.ContainsKey).Select(c => Glyphs[c]))
        {
            foreach (var line in lines)
            {
                canvas.Line([.. Enumerable.Range(0, line.Length / 2).Select(i => (left + line[2 * i], top + line[(2 * i) + 1]))], Weight, colour);
            }

            left += width + Gap;
        }
    }
}
