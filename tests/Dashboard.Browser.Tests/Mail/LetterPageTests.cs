using System.Text.RegularExpressions;
using Dashboard.Browser.Tests.Harness;
using Dashboard.Web.Mail.Letters;
using Dashboard.Web.Tests.Mail;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Mail;

/// <summary>Every mail as a reader sees it: on a phone and on a desk, with pictures and without, with dark colours, and where the style block is dropped.</summary>
public sealed partial class LetterPageTests(Chromium chromium)
{
    private static readonly Uri Nowhere = new("http://localhost/");

    public static TheoryData<string> Names => [.. SampleLetters.All().Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mail_reads_at_390_and_600_points_with_and_without_pictures(string name)
    {
        var document = SampleLetters.All().Single(l => l.Name == name).Document;
        var html = HtmlLetter.Write(document, SampleLetters.Organisation);
        foreach (var width in (int[])[390, 600])
        {
            await using var visit = await chromium.VisitAsync(Nowhere, width, 800);
            await ShowAsync(visit, WithPictures(html, document));
            await visit.PictureAsync($"mail-{name}-{width}");
            await ShowAsync(visit, WithoutPictures(html));
            Assert.All(document.Parts.OfType<LetterPart.Picture>(), p => Assert.Contains(Words.Plain(p.Words), html.Replace("&#x27;", "'", StringComparison.Ordinal)));
            if (document.Parts.OfType<LetterPart.Picture>().Any())
            {
                await visit.PictureAsync($"mail-{name}-{width}-no-images");
            }

            await ShowAsync(visit, StyleBlock().Replace(WithPictures(html, document), ""));
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await ShowAsync(visit, WithPictures(html, document));
            Assert.Equal("rgb(20, 24, 31)", await visit.Page.Locator("td.sf").EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor"));
            await visit.PictureAsync($"mail-{name}-{width}-dark");
        }
    }

    private static async Task ShowAsync(Visit visit, string html)
    {
        await visit.Page.SetContentAsync(html);
        await visit.AssertFitsAsync();
        var wrong = await visit.Page.EvaluateAsync<string[]>(
            """
            () => {
              const out = [], shown = [...document.querySelectorAll('p, h1, h2, td, th, a, img')].filter(e => e.offsetParent !== null && e.textContent.trim() + e.tagName !== 'TD');
              for (const e of shown) {
                const box = e.getBoundingClientRect(), style = getComputedStyle(e);
                if (box.right > innerWidth + 0.5 || box.left < -0.5) out.push(`${e.tagName} sticks out: ${e.textContent.trim().slice(0, 40)}`);
                if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && style.display !== 'inline') out.push(`${e.tagName} is cut: ${e.textContent.trim().slice(0, 40)}`);
                const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim().length > 1);
                if (own && parseFloat(style.fontSize) < 12) out.push(`${e.tagName} is small: ${e.textContent.trim().slice(0, 40)}`);
              }
              return out;
            }
            """);
        Assert.Empty(wrong);
        Assert.True(await visit.Page.Locator("h1").IsVisibleAsync());
    }

    private static string WithPictures(string html, LetterDocument document) =>
        document.Parts.OfType<LetterPart.Picture>().Aggregate(html, (all, p) => all.Replace($"cid:{p.ContentId}", "data:image/png;base64," + Convert.ToBase64String(p.Png.Span), StringComparison.Ordinal));

    private static string WithoutPictures(string html) => html.Replace("src=\"cid:chart\"", "src=\"data:,\"", StringComparison.Ordinal);

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex StyleBlock();
}
