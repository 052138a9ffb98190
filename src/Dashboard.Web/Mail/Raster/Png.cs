using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dashboard.Web.Mail.Raster;

/// <summary>Writes a canvas as PNG: 8-bit RGB without transparency, which every mail program shows.</summary>
internal static class Png
{
    private const byte Truecolour = 2;
    private const byte Sub = 1;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
    private static readonly uint[] Table = MakeTable();

    public static byte[] Encode(Canvas canvas)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, canvas.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), canvas.Height);
        (header[8], header[9]) = (8, Truecolour);
        Chunk(png, "IHDR", header);
        Chunk(png, "IDAT", Rows(canvas));
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    /// <summary>Each byte as its difference to the pixel before: areas of one colour become zeros.</summary>
    private static byte[] Rows(Canvas canvas)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var length = canvas.Width * 3;
            var row = new byte[length + 1];
            row[0] = Sub;
            for (var y = 0; y < canvas.Height; y++)
            {
                var pixels = canvas.Rgb.Slice(y * length, length);
                for (var i = 0; i < length; i++)
                {
                    row[i + 1] = unchecked((byte)(pixels[i] - (i < 3 ? 0 : pixels[i - 3])));
                }

                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(Stream png, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        var name = Encoding.ASCII.GetBytes(type);
        png.Write(name);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        const uint polynomial = 0xEDB88320;
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 1 ? polynomial ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
