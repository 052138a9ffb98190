using System.Text;

namespace Dashboard.Web.Mail;

/// <summary>Text of any letters in the seven bits that every mail server passes on.</summary>
internal static class MimeText
{
    private const int MaxLine = 76;

    // An encoded word has 75 characters at most: 12 around it, and 4 for every 3 bytes.
    private const int MaxWordBytes = 45;
    private const int MaxPlainHeader = 68;

    /// <summary>One line without control characters, whatever came in: a header ends where we end it.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The value of a header that people read, by RFC 2047 when it is not short plain ASCII.</summary>
    public static string Header(string text)
    {
        var line = OneLine(text);
        if (line.Length <= MaxPlainHeader && Ascii.IsValid(line) && !line.Contains("=?", StringComparison.Ordinal))
        {
            return line;
        }

        var words = new List<string>();
        var bytes = new List<byte>(MaxWordBytes);
        var rune = new byte[4];
        foreach (var r in line.EnumerateRunes())
        {
            var length = r.EncodeToUtf8(rune);
            if (bytes.Count + length > MaxWordBytes)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(rune.AsSpan(0, length));
        }

        words.Add(Word(bytes));
        return string.Join("\r\n ", words);
    }

    /// <summary>A party of a mail: the name, if there is one, and the address.</summary>
    public static string Party(MailParty party, string address)
    {
        var name = OneLine(party.Name ?? "");
        if (name.Length == 0)
        {
            return address;
        }

        var encoded = Header(name);
        return encoded == name ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{address}>" : $"{encoded}\r\n <{address}>";
    }

    /// <summary>UTF-8 as quoted-printable, lines ended by CR LF.</summary>
    public static string QuotedPrintable(string text)
    {
        var output = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            var column = 0;
            for (var i = 0; i < bytes.Length; i++)
            {
                var b = bytes[i];
                var isPlain = b is (>= 33 and <= 126 and not (byte)'=') || (b is (byte)' ' or (byte)'\t' && i < bytes.Length - 1);
                var width = isPlain ? 1 : 3;
                if (column + width > MaxLine - 1)
                {
                    output.Append("=\r\n");
                    column = 0;
                }

                _ = isPlain ? output.Append((char)b) : output.Append('=').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
                column += width;
            }

            output.Append("\r\n");
        }

        return output.ToString();
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
