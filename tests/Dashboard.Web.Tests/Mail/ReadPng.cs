using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dashboard.Web.Tests.Mail;

/// <summary>A reader of PNG files of its own: chunks with their checks, and rows with the filters that the writer may use.</summary>
internal sealed record ReadPng(int Width, int Height, byte[] Rgb, IReadOnlyList<string> Chunks)
{
    public static ReadPng Of(byte[] file)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        var (chunks, data, at) = (new List<string>(), new MemoryStream(), 8);
        var (width, height) = (0, 0);
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = Encoding.ASCII.GetString(file, at + 4, 4);
            var body = file.AsSpan(at + 8, length);
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            chunks.Add(type);
            if (type == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
                Assert.Equal([8, 2, 0, 0, 0], body[8..].ToArray());
            }
            else if (type == "IDAT")
            {
                data.Write(body);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var rows = new ZLibStream(data, CompressionMode.Decompress);
        var rgb = new byte[width * height * 3];
        var row = new byte[(width * 3) + 1];
        for (var y = 0; y < height; y++)
        {
            rows.ReadExactly(row);
            Assert.Equal(1, row[0]);
            for (var x = 0; x < width * 3; x++)
            {
                rgb[(y * width * 3) + x] = unchecked((byte)(row[x + 1] + (x < 3 ? 0 : rgb[(y * width * 3) + x - 3])));
            }
        }

        Assert.Equal(-1, rows.ReadByte());
        return new ReadPng(width, height, rgb, chunks);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var one = ((crc ^ (uint)(b >> bit)) & 1) == 1;
                crc >>= 1;
                crc ^= one ? 0xEDB88320 : 0;
            }
        }

        return ~crc;
    }
}
