using System.Globalization;
using System.Text;
using Dashboard.Credits.Money;

namespace Dashboard.Web.Exports;

/// <summary>
/// Lines of comma separated values (RFC 4180, UTF-8, CRLF) that are the same bytes for the same data. What people wrote can never be
/// a formula: a text that a spreadsheet would compute gets an apostrophe before it. Amounts are exact decimal strings of USD.
/// </summary>
internal sealed class Csv
{
    public const string ContentType = "text/csv; charset=utf-8";

    private readonly StringBuilder _text = new();
    private bool _isLineBegun;

    public Csv(params IEnumerable<string> head)
    {
        foreach (var name in head)
        {
            Put(name);
        }

        EndLine();
    }

    /// <summary>What a person or a vendor wrote; null is an empty cell.</summary>
    public Csv Text(string? text) => Put(text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text ?? "");

    /// <summary>Every digit, no trailing zeros; null is an empty cell.</summary>
    public Csv Amount(Nanodollars? amount) => Put(amount is { } value ? Usd.Format(value) : "");

    /// <summary>Two decimals, half-even, with a point and no separators.</summary>
    public Csv Cents(Nanodollars amount)
    {
        var cents = Components.Controls.Show.Cents(amount);
        var size = Int128.Abs(cents);
        return Put(string.Create(CultureInfo.InvariantCulture, $"{(cents < 0 ? "-" : "")}{(long)(size / 100)}.{(int)(size % 100):D2}"));
    }

    /// <summary>A number.</summary>
    public Csv Count(long count) => Put(count.ToString(CultureInfo.InvariantCulture));

    /// <summary>A local day as <c>2026-11-01</c>.</summary>
    public Csv Day(DateOnly? day) => Put(day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");

    /// <summary>An instant as <c>2026-11-01T09:30:00.123Z</c>.</summary>
    public Csv Instant(long? atMs) => Put(
        atMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : "");

    /// <summary>A probability with four decimals.</summary>
    public Csv Probability(double? p) => Put(p?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "");

    public Csv EndLine()
    {
        _text.Append("\r\n");
        _isLineBegun = false;
        return this;
    }

    /// <summary>The lines so far, which are then gone from here: for a file that is sent while it is made.</summary>
    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    public override string ToString() => _text.ToString();

    private Csv Put(string cell)
    {
        if (_isLineBegun)
        {
            _text.Append(',');
        }

        _isLineBegun = true;
        if (cell.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            _text.Append(cell);
        }
        else
        {
            _text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        return this;
    }
}
