using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Dashboard.Web.Mail.Letters;

/// <summary>
/// Writes a mail as HTML that old mail programs understand: tables and styles at each element, no script, nothing that is loaded from
/// anywhere. The style block only adds dark colours where a program honours it. Every text is encoded here and nowhere else.
/// </summary>
internal static class HtmlLetter
{
    private const string Font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Inter,Roboto,Arial,sans-serif";
    private const string Ink = "#10141a", Text = "#252b34", Grey = "#545d6a", Line = "#e4e7ec", LineStrong = "#cdd2da", Accent = "#2354cc", Track = "#eff1f4";
    private const string Table = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";
    private const string Breaks = "overflow-wrap:anywhere;word-break:break-word";

    private const string Dark =
        "@media (prefers-color-scheme:dark){.bg{background:#0d1015!important}.sf{background:#14181f!important;border-color:#262c36!important}.ink{color:#edeff3!important}.tx{color:#d5dae2!important}"
        + ".t2{color:#a0a9b7!important}.ln{border-color:#262c36!important}.tr{background:#222833!important}.us{background:#7da2ff!important}.bt{background:#7da2ff!important;color:#0d1015!important}.a{color:#7da2ff!important}"
        + ".s-ok{color:#63c28f!important}.s-risk{color:#e0b24f!important}.s-likely{color:#f29b62!important}.s-exhausted{color:#f08a80!important}.s-overage{color:#ce97e2!important}.s-unclaimed{color:#5cc0ce!important}.s-quiet{color:#a0a9b7!important}}";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(LetterDocument letter, string organisation)
    {
        var html = new StringBuilder(8192);
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n")
            .Append("<title>").Append(E(letter.Subject)).Append("</title>\n<style>").Append(Dark).Append("</style>\n</head>\n")
            .Append($"<body class=\"bg\" style=\"margin:0;padding:0;background:#f6f7f9;color:{Text};font:14px/22px {Font};-webkit-text-size-adjust:100%\">\n")
            .Append("<div style=\"display:none;max-height:0;overflow:hidden\">").Append(E(letter.Preheader)).Append("</div>\n")
            .Append($"{Table} class=\"bg\" style=\"background:#f6f7f9\"><tr><td align=\"center\" style=\"padding:24px 12px\">\n")
            .Append("<table role=\"presentation\" width=\"560\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"width:100%;max-width:560px;table-layout:fixed\">\n")
            .Append($"<tr><td class=\"ink\" style=\"padding:0 4px 14px;font:600 14px/22px {Font};color:{Ink};{Breaks}\">Drawdown <span class=\"t2\" style=\"font-weight:400;color:{Grey}\">for {E(organisation)}</span></td></tr>\n")
            .Append($"<tr><td class=\"sf tx\" align=\"left\" style=\"background:#ffffff;border:1px solid {Line};border-radius:8px;padding:22px 20px;font:14px/22px {Font};color:{Text};{Breaks}\">\n");
        Head(html, letter);
        foreach (var part in letter.Parts)
        {
            Part(html, part);
        }

        html.Append("</td></tr>\n<tr><td class=\"t2\" align=\"left\" style=\"padding:14px 4px 0;font:12px/18px ").Append(Font).Append($";color:{Grey};{Breaks}\">\n");
        foreach (var line in letter.Foot)
        {
            html.Append("<p style=\"margin:0 0 6px\">");
            Phrases(html, line);
            html.Append("</p>\n");
        }

        return html.Append("</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The colour of a tone on the light ground, the class that makes it readable on the dark one, and its sign.</summary>
    internal static (string Colour, string Class, string Sign) Of(Tone tone) => tone switch
    {
        Tone.Ok => ("#1c7347", "s-ok", "✓"),
        Tone.Risk => ("#855a00", "s-risk", "△"),
        Tone.Likely => ("#ae4208", "s-likely", "▲"),
        Tone.Exhausted => ("#b3261e", "s-exhausted", "■"),
        Tone.Overage => ("#8a3aa0", "s-overage", "⊕"),
        Tone.Unclaimed => ("#0b6b78", "s-unclaimed", "◌"),
        Tone.Quiet => (Grey, "s-quiet", "○"),
    };

    private static void Head(StringBuilder html, LetterDocument letter)
    {
        if (letter.Note is { } note)
        {
            html.Append($"<p class=\"ink ln\" style=\"margin:0 0 14px;padding:0 0 12px;border-bottom:1px solid {Line};color:{Ink}\"><b style=\"font-weight:600\">").Append(E(note)).Append("</b></p>\n");
        }

        if (letter.State is { } state)
        {
            var (colour, name, sign) = Of(state.Tone);
            html.Append($"<p class=\"{name}\" style=\"margin:0 0 4px;font-weight:600;color:{colour}\">{sign} {E(state.Word)}</p>\n");
        }

        html.Append($"<h1 class=\"ink\" style=\"margin:0 0 10px;font:600 20px/28px {Font};color:{Ink};letter-spacing:-0.01em\">").Append(E(letter.Title)).Append("</h1>\n");
    }

    private static void Part(StringBuilder html, LetterPart part)
    {
        switch (part)
        {
            case LetterPart.Prose prose:
                html.Append($"<p class=\"tx\" style=\"margin:0 0 16px;color:{Text}\">");
                Phrases(html, prose.Phrases);
                html.Append("</p>\n");
                break;
            case LetterPart.Heading heading:
                var (colour, name, sign) = heading.Tone is { } tone ? Of(tone) : (Ink, "ink", "");
                html.Append($"<h2 class=\"{name}\" style=\"margin:20px 0 6px;font:600 15px/22px {Font};color:{colour}\">{(sign.Length > 0 ? sign + " " : "")}{E(heading.Text)}</h2>\n");
                break;
            case LetterPart.Bar bar:
                Draw(html, bar);
                break;
            case LetterPart.Facts facts:
                Draw(html, facts);
                break;
            case LetterPart.Table table:
                Draw(html, table);
                break;
            case LetterPart.Picture picture:
                html.Append($"<img src=\"cid:{E(picture.ContentId)}\" width=\"512\" alt=\"{E(picture.Words)}\" style=\"display:block;width:100%;max-width:512px;height:auto;border:0;border-radius:4px;background:#ffffff;color:#252b34;font:13px/20px {Font}\">\n")
                    .Append($"<p class=\"t2\" style=\"margin:6px 0 16px;font-size:12px;line-height:18px;color:{Grey}\">{E(picture.Words)} {E(picture.Legend)}</p>\n");
                break;
            case LetterPart.Button button:
                html.Append($"<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:4px 0 16px\"><tr><td class=\"bt\" style=\"background:{Accent};border-radius:4px\"><a class=\"bt\" href=\"{Href(button.Link)}\" style=\"display:inline-block;padding:11px 18px;color:#ffffff;font-weight:600;text-decoration:none\">{E(button.Label)}</a></td></tr></table>\n");
                break;
            case LetterPart.Lines lines:
                html.Append($"<p class=\"tx\" style=\"margin:0 0 16px;color:{Text}\">").AppendJoin("<br>\n", lines.Rows.Select(E)).Append("</p>\n");
                break;
        }
    }

    private static void Draw(StringBuilder html, LetterPart.Bar bar)
    {
        var part = Percent(bar);
        html.Append($"{Table} style=\"margin:0 0 4px;table-layout:fixed\"><tr>");
        Cell("us", part, Accent);
        Cell("tr", 100 - part, Track);
        html.Append("</tr></table>\n").Append($"<p class=\"t2\" style=\"margin:0 0 16px;font-size:12px;line-height:18px;color:{Grey}\">").Append(E(bar.Words)).Append("</p>\n");

        void Cell(string name, int percent, string colour)
        {
            if (percent > 0)
            {
                html.Append(CultureInfo.InvariantCulture, $"<td class=\"{name}\" width=\"{percent}%\" height=\"8\" style=\"width:{percent}%;background:{colour};font-size:0;line-height:8px\">&nbsp;</td>");
            }
        }
    }

    /// <summary>Whole percent of the bar that are filled, for the drawing alone; something used is at least one.</summary>
    internal static int Percent(LetterPart.Bar bar) => !bar.Whole.IsPositive || !bar.Used.IsPositive
        ? 0
        : (int)Int128.Clamp((Int128)bar.Used.Value * 100 / bar.Whole.Value, 1, 100);

    private static void Draw(StringBuilder html, LetterPart.Facts facts)
    {
        html.Append($"{Table} style=\"margin:0 0 18px\">\n");
        foreach (var (name, value, sub) in facts.Rows)
        {
            html.Append($"<tr><td class=\"t2 ln\" valign=\"top\" style=\"padding:7px 12px 7px 0;border-top:1px solid {Line};color:{Grey};overflow-wrap:normal;word-break:normal\">{E(name)}</td>")
                .Append($"<td class=\"ink ln\" valign=\"top\" align=\"right\" style=\"padding:7px 0;border-top:1px solid {Line};color:{Ink};font-variant-numeric:tabular-nums;{Breaks}\">{E(value)}")
                .Append(sub.Length > 0 ? $"<br><span class=\"t2\" style=\"font-size:12px;line-height:18px;color:{Grey}\">{E(sub)}</span>" : "")
                .Append("</td></tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void Draw(StringBuilder html, LetterPart.Table table)
    {
        var figures = table.Heads.Length - 1;
        var width = 60 / Math.Max(2, figures);
        html.Append("<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 18px;table-layout:fixed\">\n<tr>");
        for (var i = 0; i < table.Heads.Length; i++)
        {
            html.Append($"<th class=\"t2\" scope=\"col\" align=\"{(i == 0 ? "left" : "right")}\" width=\"{(i == 0 ? 100 - (width * figures) : width)}%\" style=\"padding:0 0 5px;font:500 12px/18px {Font};color:{Grey};text-align:{(i == 0 ? "left" : "right")}\">{E(table.Heads[i])}</th>");
        }

        html.Append("</tr>\n");
        foreach (var row in table.Rows)
        {
            Row(html, row, figures, isTotal: false);
        }

        if (table.Total is { } total)
        {
            Row(html, total, figures, isTotal: true);
        }

        html.Append("</table>\n");
    }

    private static void Row(StringBuilder html, LetterPart.TableRow row, int figures, bool isTotal)
    {
        var border = $"border-top:1px solid {(isTotal ? LineStrong : Line)}";
        var weight = isTotal ? "600" : "400";
        html.Append($"<tr><td class=\"ink ln\" valign=\"top\" align=\"left\" style=\"padding:8px 8px 0 0;{border};color:{Ink};font-weight:{(isTotal ? "600" : "500")};{Breaks}\">");
        Phrases(html, [row.Name], Ink, "ink");
        html.Append("</td>");
        foreach (var figure in row.Figures)
        {
            html.Append($"<td class=\"ink ln\" valign=\"top\" align=\"right\" style=\"padding:8px 0 0 6px;{border};color:{Ink};font-weight:{weight};font-variant-numeric:tabular-nums;{Breaks}\">{E(figure)}</td>");
        }

        html.Append("</tr>\n");
        html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t2\" colspan=\"{figures + 1}\" align=\"left\" style=\"padding:0 0 8px;font-size:12px;line-height:18px;color:{Grey};{Breaks}\">").Append(E(row.Detail));
        if (!row.Links.IsDefaultOrEmpty)
        {
            html.Append(row.Detail.Length > 0 ? "<br>" : "");
            for (var i = 0; i < row.Links.Length; i++)
            {
                html.Append(i > 0 ? " &nbsp;·&nbsp; " : "");
                Phrases(html, [row.Links[i]]);
            }
        }

        html.Append("</td></tr>\n");
    }

    private static void Phrases(StringBuilder html, ImmutableArray<Phrase> phrases, string colour = Accent, string name = "a")
    {
        foreach (var phrase in phrases)
        {
            var text = phrase.Strong ? $"<b class=\"ink\" style=\"font-weight:600;color:{Ink}\">{E(phrase.Text)}</b>" : E(phrase.Text);
            html.Append(phrase.Link is { } link ? $"<a class=\"{name}\" href=\"{Href(link)}\" style=\"color:{colour}\">{text}</a>" : text);
        }
    }

    /// <summary>Only addresses of the web lead anywhere.</summary>
    private static string Href(Uri link) => link is { IsAbsoluteUri: true, Scheme: "https" or "http" } ? E(link.AbsoluteUri) : throw new ArgumentException("A mail links to web addresses only.", nameof(link));

    private static string E(string text) => Encoder.Encode(Words.Phrase(text));
}
