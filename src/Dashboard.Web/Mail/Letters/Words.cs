using System.Globalization;
using System.Text;

namespace Dashboard.Web.Mail.Letters;

/// <summary>Texts of others inside mails: one line each, without signs that turn the direction of what follows.</summary>
internal static class Words
{
    /// <summary>One line without control and direction signs.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                plain.Append(' ');
            }
            else if (!TurnsDirection(rune.Value))
            {
                plain.Append(rune.ToString());
            }
        }

        return plain.ToString().Trim();
    }

    /// <summary>The same with the spaces at its ends: they part a phrase from its neighbours.</summary>
    public static string Phrase(string text) => (text.StartsWith(' ') ? " " : "") + Plain(text) + (text.Length > 1 && text.EndsWith(' ') ? " " : "");

    /// <summary>One line, cut where a subject would be too long to show.</summary>
    public static string Subject(string text)
    {
        const int most = 180;
        var plain = Plain(text);
        return plain.Length <= most ? plain : plain[..(char.IsHighSurrogate(plain[most - 2]) ? most - 2 : most - 1)] + "…";
    }

    private static bool TurnsDirection(int rune) => rune is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;
}
