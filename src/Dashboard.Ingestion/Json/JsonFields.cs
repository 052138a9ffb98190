using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Json;

/// <summary>Reads single JSON values leniently: what is null or of another kind is absent, and only what claims to be a number and is none is refused.</summary>
internal static class JsonFields
{
    /// <summary>Deep nesting costs memory only in proportion, so that no line is refused for it.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 1_000_000, CommentHandling = JsonCommentHandling.Disallow };

    private const int MaxTextBytes = 512;

    /// <summary>The name of the property the reader stands on.</summary>
    public static ReadOnlySpan<byte> Name(scoped ref Utf8JsonReader reader) => reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan;

    /// <summary>Moves to the value and reads a string; empty for anything else and for a string of more than 512 bytes.</summary>
    public static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader) => LongText(ref reader) is { Length: <= MaxTextBytes } text ? text : default;

    /// <summary>Moves to the value and reads a string of any length; empty for anything else.</summary>
    public static ReadOnlySpan<byte> LongText(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return default;
        }

        return reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan;
    }

    /// <summary>The string that the reader stands on.</summary>
    public static ReadOnlySpan<byte> Unescaped(scoped ref Utf8JsonReader reader) => reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan;

    /// <summary>Moves to the value and says whether it is <c>true</c>.</summary>
    public static bool Flag(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
        return reader.TokenType == JsonTokenType.True;
    }

    /// <summary>
    /// Moves to the value and reads a count of 0 to 10^9, also from a string of digits or a number like <c>12.0</c>. Null leaves
    /// <paramref name="count"/> alone. False when it is no such count.
    /// </summary>
    public static bool TryCount(scoped ref Utf8JsonReader reader, ref long? count)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number or JsonTokenType.String when TryWhole(ref reader, out var value) && value is >= 0 and <= TokenCounts.MaxPerKind:
                count = value;
                return true;
            default:
                reader.Skip();
                return false;
        }
    }

    /// <summary>Moves to the value and reads USD from a number or a string of one. Null leaves it alone. False when it is no amount of 0 to one million USD.</summary>
    public static bool TryUsd(scoped ref Utf8JsonReader reader, ref Nanodollars? amount)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number or JsonTokenType.String when Usd.TryParse(reader.ValueSpan, out var value) && value.Value is >= 0 and <= Nanodollars.MaxPerEvent:
                amount = value;
                return true;
            default:
                reader.Skip();
                return false;
        }
    }

    /// <summary>Reads an ISO 8601 instant; null when it is none.</summary>
    public static long? Instant(ReadOnlySpan<byte> text)
    {
        if (text.Length == 24 && text[23] == 'Z' && text[19] == '.' && text[10] == 'T'
            && Utf8Parser.TryParse(text[..4], out int year, out var y) && y == 4
            && TryTwo(text, 5, out var month) && TryTwo(text, 8, out var day)
            && TryTwo(text, 11, out var hour) && TryTwo(text, 14, out var minute) && TryTwo(text, 17, out var second)
            && Utf8Parser.TryParse(text.Slice(20, 3), out int milli, out var m) && m == 3
            && year is > 1969 and < 10_000 && month is > 0 and < 13 && day > 0 && day <= DateTime.DaysInMonth(year, month)
            && hour < 24 && minute < 60 && second < 60 && text[4] == '-' && text[7] == '-' && text[13] == ':' && text[16] == ':')
        {
            return (new DateTime(year, month, day, hour, minute, second, milli, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        }

        if (text.Length is < 10 or > 40 || text[4] != '-')
        {
            return null;
        }

        Span<char> chars = stackalloc char[text.Length];
        var length = Encoding.UTF8.GetChars(text, chars);
        return DateTimeOffset.TryParse(chars[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year > 1969
            ? at.ToUnixTimeMilliseconds()
            : null;
    }

    private static bool TryTwo(ReadOnlySpan<byte> text, int at, out int value)
    {
        var (tens, ones) = (text[at] - '0', text[at + 1] - '0');
        value = (tens * 10) + ones;
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9;
    }

    private static bool TryWhole(scoped ref Utf8JsonReader reader, out long value)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value))
        {
            return true;
        }

        var text = reader.ValueSpan;
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
        {
            return true;
        }

        if (Utf8Parser.TryParse(text, out double real, out used) && used == text.Length && real is >= 0 and <= TokenCounts.MaxPerKind && Math.Floor(real) == real)
        {
            value = (long)real;
            return true;
        }

        return false;
    }

    private static ReadOnlySpan<byte> Unescape(scoped ref Utf8JsonReader reader)
    {
        var bytes = new byte[reader.ValueSpan.Length];
        try
        {
            return bytes.AsSpan(0, reader.CopyString(bytes));
        }
        catch (InvalidOperationException)
        {
            // An escape that is no text, such as half a surrogate pair, names nothing.
            return default;
        }
    }
}
