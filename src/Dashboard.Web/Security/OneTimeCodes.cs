using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Dashboard.Web.Security;

/// <summary>Time-based one-time codes (RFC 6238): HMAC-SHA1, six digits, steps of 30 seconds, as every authenticator app makes them.</summary>
public static class OneTimeCodes
{
    /// <summary>How many steps a clock may be off, before and after.</summary>
    public const int Tolerance = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const long StepMs = 30_000;

    /// <summary>The step of an instant, Unix milliseconds UTC.</summary>
    public static long StepAt(long nowMs) => nowMs / StepMs;

    /// <summary>The code of a step.</summary>
    /// <exception cref="FormatException">The secret is not base32.</exception>
    public static string CodeAt(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What the apps implement; HMAC does not need collision resistance.
        var hash = HMACSHA1.HashData(FromBase32(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, near <paramref name="nowMs"/>; null when it is none. Spaces do not matter.</summary>
    public static long? Match(string secret, string code, long nowMs)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        for (var step = StepAt(nowMs) - Tolerance; step <= StepAt(nowMs) + Tolerance; step++)
        {
            if (CodeAt(secret, step) == digits)
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>What an authenticator app reads from the QR code.</summary>
    public static string Address(string secret, string person) =>
        $"otpauth://totp/Drawdown:{Uri.EscapeDataString(person)}?secret={secret}&issuer=Drawdown";

    private static byte[] FromBase32(string text)
    {
        var result = new List<byte>(text.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var c in text)
        {
            var value = Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("The secret is not base32.");
            }

            (buffer, bits) = (((buffer << 5) | value) & 0xFFF, bits + 5);
            if (bits >= 8)
            {
                bits -= 8;
                result.Add((byte)((buffer >> bits) & 0xFF));
            }
        }

        return [.. result];
    }
}
