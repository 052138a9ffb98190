using System.Globalization;
using System.Text;

namespace Dashboard.Web.Qr;

/// <summary>A QR code as the path of an SVG, one unit a module, with the quiet zone around it.</summary>
public sealed record QrPath(string Path, int Size)
{
    private const int Quiet = 4;

    /// <summary>Draws the text.</summary>
    public static QrPath Of(string text)
    {
        var modules = QrCode.Encode(text);
        var size = modules.GetLength(0);
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var from = x;
                while (x < size && modules[y, x])
                {
                    x++;
                }

                if (x > from)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{from + Quiet} {y + Quiet}h{x - from}v1h-{x - from}z");
                }
            }
        }

        return new QrPath(path.ToString(), size + (2 * Quiet));
    }
}
