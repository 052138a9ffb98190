using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dashboard.Web.Qr;

namespace Dashboard.Web.Tests.Qr;

public sealed class QrCodeTests
{
    /// <summary>Codes of eleven texts in versions 1 to 10 under all masks, made once by the npm package qrcode 1.5 (byte mode, correction M), as the SHA-256 of their modules.</summary>
    private static readonly Known[] KnownCodes = JsonSerializer.Deserialize<Known[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Qr", "known-codes.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void Every_version_and_mask_is_the_same_as_that_of_another_encoder()
    {
        Assert.Equal(Enumerable.Range(1, 10), KnownCodes.Select(k => (k.Size - 17) / 4).Order().Distinct());
        foreach (var known in KnownCodes)
        {
            Assert.Equal(known.Masks, Enumerable.Range(0, 8).Select(mask => Hash(QrCode.Encode(known.Text, mask))));
        }
    }

    [Fact]
    public void The_mask_that_reads_best_is_taken()
    {
        foreach (var known in KnownCodes)
        {
            Assert.Contains(Hash(QrCode.Encode(known.Text)), known.Masks);
        }
    }

    [Fact]
    public void The_correction_bytes_are_those_of_the_worked_example()
    {
        byte[] data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];

        Assert.Equal([196, 35, 39, 119, 235, 215, 231, 226, 93, 23], ReedSolomon.Correction(data, 10));
    }

    [Fact]
    public void The_longest_text_fits_and_one_byte_more_is_refused()
    {
        Assert.Equal(57, QrCode.Encode(new string('x', QrCode.MostBytes)).GetLength(0));
        Assert.Throws<ArgumentException>(() => QrCode.Encode(new string('x', QrCode.MostBytes + 1)));
    }

    [Fact]
    public void The_path_covers_exactly_the_dark_modules_inside_a_quiet_zone()
    {
        var modules = QrCode.Encode("A");
        var path = QrPath.Of("A");
        var dark = modules.Cast<bool>().Count(d => d);

        var drawn = path.Path.Split('M', StringSplitOptions.RemoveEmptyEntries).Sum(run => int.Parse(run.Split('h')[1].Split('v')[0], System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(29, path.Size);
        Assert.Equal(dark, drawn);
    }

    private static string Hash(bool[,] modules) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(modules.Cast<bool>().Select(m => m ? '1' : '0')))));

    private sealed record Known(string Text, int Size, string[] Masks, int Chosen);
}
