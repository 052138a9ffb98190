using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Telemetry;

/// <summary>The patterns as lines of text, so that a list of them can be read, changed and copied as one: <c>out of credit | 402 | words</c>.</summary>
public static class PatternText
{
    private static readonly (SignalKind Kind, string Word)[] Words = [(SignalKind.OutOfCredit, "out of credit"), (SignalKind.RateLimited, "rate limited"), (SignalKind.Overloaded, "overloaded")];

    /// <summary>The word of a kind.</summary>
    public static string Word(SignalKind kind) => Words.First(w => w.Kind == kind).Word;

    /// <summary>One line a pattern.</summary>
    public static string Write(SignalPatterns patterns) =>
        string.Join('\n', patterns.Patterns.Select(p => $"{Word(p.Kind)} | {p.Status?.ToString(CultureInfo.InvariantCulture) ?? "any"} | {p.Text}".TrimEnd(' ', '|')));

    /// <summary>The patterns, or what is wrong with which line.</summary>
    public static (SignalPatterns? Patterns, string? Problem) Read(string text)
    {
        var patterns = ImmutableArray.CreateBuilder<SignalPattern>();
        var number = 0;
        foreach (var line in text.Split('\n').Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            var parts = line.Split('|', 3, StringSplitOptions.TrimEntries);
            var kind = Words.FirstOrDefault(w => w.Word.Equals(parts[0], StringComparison.OrdinalIgnoreCase));
            if (kind.Word is null)
            {
                return (null, $"Line {number} does not begin with one of {string.Join(", ", Words.Select(w => w.Word))}.");
            }

            int? status = null;
            if (parts.Length > 1 && parts[1] is not ("" or "any"))
            {
                if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code is < 100 or > 999)
                {
                    return (null, $"Line {number}: the status is a number from 100 to 999, or any.");
                }

                status = code;
            }

            var words = parts.Length > 2 && parts[2].Length > 0 ? parts[2] : null;
            if (status is null && words is null)
            {
                return (null, $"Line {number} needs a status or words; without both it would match everything.");
            }

            patterns.Add(new SignalPattern { Kind = kind.Kind, Status = status, Text = words });
        }

        return (new SignalPatterns(patterns.ToImmutable()), null);
    }
}
