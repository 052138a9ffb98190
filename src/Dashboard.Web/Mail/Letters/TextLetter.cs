using System.Collections.Immutable;
using System.Text;

namespace Dashboard.Web.Mail.Letters;

/// <summary>Writes a mail as plain text: the same facts in the same order, figures below each other, links in full.</summary>
internal static class TextLetter
{
    private const int Width = 74;
    private const int WidestName = 40;
    private const int BarCells = 30;

    public static string Write(LetterDocument letter, string organisation)
    {
        var text = new StringBuilder(2048);
        Paragraph(text, $"Drawdown for {organisation}");
        if (letter.Note is { } note)
        {
            Paragraph(text, note);
        }

        if (letter.State is { } state)
        {
            text.Append(HtmlLetter.Of(state.Tone).Sign).Append(' ').Append(Words.Plain(state.Word)).Append('\n');
        }

        Paragraph(text, letter.Title);
        foreach (var part in letter.Parts)
        {
            Part(text, part);
        }

        text.Append("-- \n");
        foreach (var line in letter.Foot)
        {
            Lines(text, line);
        }

        return text.ToString();
    }

    private static void Part(StringBuilder text, LetterPart part)
    {
        switch (part)
        {
            case LetterPart.Prose prose:
                Lines(text, prose.Phrases);
                text.Append('\n');
                break;
            case LetterPart.Heading heading:
                var head = (heading.Tone is { } tone ? HtmlLetter.Of(tone).Sign + " " : "") + Words.Plain(heading.Text);
                text.Append(head).Append('\n').Append('-', Math.Min(head.Length, Width)).Append('\n');
                break;
            case LetterPart.Bar bar:
                var cells = HtmlLetter.Percent(bar) * BarCells / 100;
                text.Append('[').Append('#', cells).Append('.', BarCells - cells).Append("]\n");
                Paragraph(text, bar.Words);
                break;
            case LetterPart.Facts facts:
                Draw(text, facts);
                break;
            case LetterPart.Table table:
                Draw(text, table);
                break;
            case LetterPart.Picture picture:
                Paragraph(text, picture.Words);
                break;
            case LetterPart.Button button:
                text.Append(Words.Plain(button.Label)).Append(":\n").Append(button.Link.AbsoluteUri).Append("\n\n");
                break;
            case LetterPart.Lines lines:
                foreach (var row in lines.Rows)
                {
                    Wrap(text, Words.Plain(row), "");
                }

                text.Append('\n');
                break;
        }
    }

    private static void Draw(StringBuilder text, LetterPart.Facts facts)
    {
        var names = facts.Rows.Select(r => Words.Plain(r.Name).Length).DefaultIfEmpty().Max();
        foreach (var (name, value, sub) in facts.Rows)
        {
            Wrap(text, Words.Plain(sub.Length > 0 ? $"{value} ({sub})" : value), new string(' ', names + 2), Words.Plain(name).PadRight(names + 2));
        }

        text.Append('\n');
    }

    private static void Draw(StringBuilder text, LetterPart.Table table)
    {
        var rows = table.Total is { } total ? table.Rows.Add(total) : table.Rows;
        var names = Math.Min(WidestName, rows.Select(r => Words.Plain(r.Name.Text).Length).Append(table.Heads[0].Length).Max());
        var widths = Enumerable.Range(0, table.Heads.Length - 1).Select(i => rows.Select(r => r.Figures[i].Length).Append(table.Heads[i + 1].Length).Max()).ToList();
        Row(text, table.Heads[0], table.Heads[1..], names, widths);
        foreach (var row in rows)
        {
            if (row == table.Total)
            {
                text.Append('-', Math.Min(Width, names + widths.Sum(w => w + 2))).Append('\n');
            }

            Row(text, Words.Plain(row.Name.Text), row.Figures, names, widths);
            if (row.Detail.Length > 0)
            {
                Wrap(text, Words.Plain(row.Detail), "  ");
            }

            if (row.Name.Link is { } page && (row.Links.IsDefault || row.Links.All(l => l.Link != page)))
            {
                text.Append("  ").Append(page.AbsoluteUri).Append('\n');
            }

            foreach (var link in row.Links.IsDefault ? [] : row.Links)
            {
                text.Append("  ").Append(Words.Plain(link.Text)).Append(": ").Append(link.Link!.AbsoluteUri).Append('\n');
            }
        }

        text.Append('\n');
    }

    private static void Row(StringBuilder text, string name, ImmutableArray<string> figures, int names, List<int> widths)
    {
        if (name.Length > names)
        {
            text.Append(name).Append('\n');
            name = "";
        }

        text.Append(name.PadRight(names));
        for (var i = 0; i < widths.Count; i++)
        {
            text.Append("  ").Append(figures[i].PadLeft(widths[i]));
        }

        text.Append('\n');
    }

    /// <summary>A paragraph with its links behind their words.</summary>
    private static void Lines(StringBuilder text, ImmutableArray<Phrase> phrases) =>
        Wrap(text, string.Concat(phrases.Select(p => p.Link is { } link && link.AbsoluteUri != p.Text ? $"{Words.Phrase(p.Text)} <{link.AbsoluteUri}>" : Words.Phrase(p.Text))).Trim(), "");

    private static void Paragraph(StringBuilder text, string words)
    {
        Wrap(text, Words.Plain(words), "");
        text.Append('\n');
    }

    private static void Wrap(StringBuilder text, string words, string indent, string? first = null)
    {
        var length = 0;
        var start = first ?? indent;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (length > 0 && length + 1 + word.Length > Width - indent.Length)
            {
                text.Append('\n');
                length = 0;
            }

            text.Append(length > 0 ? " " : start).Append(word);
            start = indent;
            length += (length > 0 ? 1 : 0) + word.Length;
        }

        text.Append('\n');
    }
}
