using System.Text;

namespace Dashboard.Web.Qr;

/// <summary>
/// A QR code (ISO/IEC 18004) of a short text: byte mode, error correction M, versions 1 to 10. Drawn here, because the secret in it must
/// not go to anybody else.
/// </summary>
public static class QrCode
{
    /// <summary>The most bytes that fit.</summary>
    public const int MostBytes = 213;

    /// <summary>The modules by row and column, true is dark, without the quiet zone.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MostBytes"/> bytes in UTF-8.</exception>
    public static bool[,] Encode(string text) => Draw(Encoding.UTF8.GetBytes(text), mask: null);

    /// <summary>The same with one of the eight masks instead of the best, to compare with other encoders.</summary>
    internal static bool[,] Encode(string text, int mask) => Draw(Encoding.UTF8.GetBytes(text), mask);

    private static bool[,] Draw(byte[] bytes, int? mask)
    {
        var version = QrVersion.For(bytes.Length) ?? throw new ArgumentException($"A QR code of this kind holds at most {MostBytes} bytes.", nameof(bytes));
        var matrix = new QrMatrix(version);
        matrix.PlaceData(version.Interleave(Data(bytes, version)));
        if (mask is { } chosen)
        {
            return matrix.Masked(chosen);
        }

        return Enumerable.Range(0, 8).Select(matrix.Masked).MinBy(QrPenalty.Of)!;
    }

    /// <summary>Mode, length, bytes, end, and padding up to the version's capacity.</summary>
    private static byte[] Data(byte[] bytes, QrVersion version)
    {
        const int byteMode = 0b0100;
        var bits = new List<bool>(version.DataBytes * 8);
        void Add(int value, int length)
        {
            for (var i = length - 1; i >= 0; i--)
            {
                bits.Add(((value >> i) & 1) == 1);
            }
        }

        Add(byteMode, 4);
        Add(bytes.Length, version.LengthBits);
        foreach (var b in bytes)
        {
            Add(b, 8);
        }

        Add(0, Math.Min(4, (version.DataBytes * 8) - bits.Count));
        Add(0, -bits.Count & 7);
        for (var pad = 0xEC; bits.Count < version.DataBytes * 8; pad ^= 0xEC ^ 0x11)
        {
            Add(pad, 8);
        }

        return [.. bits.Chunk(8).Select(c => (byte)c.Aggregate(0, (sum, bit) => (sum << 1) | (bit ? 1 : 0)))];
    }
}
