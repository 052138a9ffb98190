using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Claims;

/// <summary>What is sent to somebody whose credit waits: text to copy, or the reader's own mail program.</summary>
internal static class ClaimMail
{
    public static string Text(string? name, string programme, Nanodollars? allowance, ClaimSteps steps)
    {
        var lines = new List<string>
        {
            name is null ? "Hello," : $"Hello {name},",
            "",
            $"{(allowance is { IsPositive: true } amount ? $"{Show.Money(amount)} of credit a billing cycle wait" : "credit waits")} for you ({programme}). Until it is claimed nothing is granted, and what you use is not covered.".TrimStart(),
            "",
        };
        lines[2] = char.ToUpperInvariant(lines[2][0]) + lines[2][1..];
        lines.AddRange(steps.Steps.Select((s, i) => $"{(i + 1).ToString(CultureInfo.InvariantCulture)}. {s}"));
        if (steps.Source.Length > 0)
        {
            lines.AddRange(["", $"More: {steps.Source} (as of {Show.Day(steps.AsOf, default)})"]);
        }

        return string.Join('\n', lines);
    }

    /// <summary>Opens a mail to the holder. Every part is escaped: an address cannot add a header.</summary>
    public static string Link(string email, string text) =>
        $"mailto:{Uri.EscapeDataString(email)}?subject={Uri.EscapeDataString("Your credit waits to be claimed")}&body={Uri.EscapeDataString(text.ReplaceLineEndings("\r\n"))}";
}
