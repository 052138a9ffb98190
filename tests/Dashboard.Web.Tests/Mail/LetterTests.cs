using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Mail;
using Dashboard.Web.Mail.Letters;

namespace Dashboard.Web.Tests.Mail;

public sealed partial class LetterTests
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=https://evil.example/x onerror=alert(1)>\r\nBcc: x\u202Etxt.exe";

    public static TheoryData<string> Names => [.. SampleLetters.All().Select(l => l.Name)];

    [Fact]
    public void A_mail_about_a_share_says_what_was_used_of_it_and_that_it_is_no_limit()
    {
        var (own, others, back) = (OneLine(Parts("stage-own-share").Text), OneLine(Parts("stage-share").Text), OneLine(Parts("stage-own-share-recovered").Text));

        Assert.Contains("You used $84.12; your share of the shared account is $100.00.", own, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Your share is no limit", own, StringComparison.Ordinal);
        Assert.DoesNotContain("ran out", own + others, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("129.45", others, StringComparison.Ordinal);
        Assert.Contains("The gate refuses new runs until", others, StringComparison.Ordinal);
        Assert.Contains("below 75% of its share again", back, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_text_says_everything_that_the_html_says(string name)
    {
        var (html, text) = Parts(name);
        var said = OneLine(text);

        var missing = html.Body!.Descendants<IText>()
            .Where(t => t.ParentElement!.Closest("[style*='display:none']") is null)
            .Select(t => OneLine(t.Data))
            .Where(words => words.Any(char.IsLetterOrDigit) && !said.Contains(words, StringComparison.Ordinal) && !words.Contains("Thick line", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_link_leads_to_the_public_address_and_stands_in_the_text_too(string name)
    {
        var (html, text) = Parts(name);
        var links = html.Links.Select(l => ((IHtmlAnchorElement)l).GetAttribute("href")!).Distinct().ToList();

        Assert.NotEmpty(links);
        Assert.All(links, l => Assert.True(l.StartsWith("https://drawdown.alderway.example/", StringComparison.Ordinal) || l.StartsWith("https://support.claude.com/", StringComparison.Ordinal), l));
        Assert.All(links, l => Assert.Contains(l, text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_tables_and_inline_styles_and_loads_nothing(string name)
    {
        var (html, _) = Parts(name);

        Assert.Empty(html.QuerySelectorAll("script, link, iframe, object, embed, form, input, video, audio, svg"));
        Assert.All(html.Images, i => Assert.StartsWith("cid:", i.GetAttribute("src")));
        Assert.All(html.Images, i => Assert.True(i.GetAttribute("alt")!.Length > 40));
        Assert.DoesNotContain("url(", html.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("position:", html.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.All(html.QuerySelectorAll("p, h1, h2, td"), e => Assert.True(e.HasAttribute("style") || e.QuerySelector("table") is not null, e.OuterHtml));
        Assert.Single(html.QuerySelectorAll("h1"));
        Assert.InRange(html.DocumentElement.OuterHtml.Length, 1000, 90_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Lines_of_the_text_are_short_except_addresses(string name)
    {
        var (_, text) = Parts(name);

        Assert.All(text.Split('\n').Where(l => !l.Contains("https://", StringComparison.Ordinal)), l => Assert.True(l.Length <= 78, l));
        Assert.DoesNotContain('\r', text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_letter_comes_out_of_the_outbox_as_it_went_in(string name)
    {
        var letter = SampleLetters.All().Single(l => l.Name == name).Letter;
        var payload = LetterJson.Write(letter);

        Assert.Equal(payload, LetterJson.Write(LetterJson.Read(payload)));
        Assert.Equal(letter.GetType(), LetterJson.Read(payload).GetType());
    }

    [Fact]
    public void Names_and_reasons_of_others_stay_words()
    {
        var admin = SampleLetters.Reader(name: Hostile);
        LetterDocument[] documents =
        [
            StageDocument.Of(SampleLetters.Stages(SampleLetters.Line(1, "x") with { Name = Hostile, Team = Hostile, FallbackModel = Hostile, Gate = GateAnswer.Fallback }, SampleLetters.Line(2, "y") with { Name = Hostile, RecommendedPlan = Hostile, RecommendedBecause = Hostile }), admin),
            StageDocument.Of(SampleLetters.OwnAt80(), SampleLetters.Reader(SampleLetters.Mara, Hostile)),
            ApprovalDocument.Of(SampleLetters.Approval() with { Name = Hostile, Reason = Hostile, Team = Hostile, AskedBy = Hostile, Email = Hostile }, admin),
            CreditDocument.Of(SampleLetters.Unclaimed() with { Programme = Hostile, Steps = [Hostile], Source = "javascript:alert(1)", SentBy = Hostile }, admin),
            DigestDocument.Of(SampleLetters.Digest() with { Scope = Hostile, Answer = Hostile, Reason = Hostile, LeftOut = [Hostile], Figures = [new(Hostile, Hostile, Hostile)], Chart = SampleLetters.Digest().Chart! with { Words = Hostile, LastCycleName = Hostile } }, admin),
            MonthEndDocument.Of(SampleLetters.MonthEnd() with { State = Hostile, Programme = Hostile, Lines = [SampleLetters.MonthEnd().Lines[0] with { Name = Hostile }] }, admin),
            InvitationDocument.Of(SampleLetters.Invitation() with { Name = Hostile, Roles = Hostile, InvitedBy = Hostile, Organisation = Hostile }, admin, "/join?token=1"),
        ];

        foreach (var document in documents)
        {
            var html = new HtmlParser().ParseDocument(HtmlLetter.Write(document, Hostile));
            var text = TextLetter.Write(document, Hostile);

            Assert.Empty(html.QuerySelectorAll("script"));
            Assert.All(html.Images, i => Assert.StartsWith("cid:", i.GetAttribute("src")));
            Assert.DoesNotContain(html.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
            Assert.All(html.Links, l => Assert.StartsWith("https://", l.GetAttribute("href")));
            Assert.Contains("<script>alert(1)</script>", html.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("\nBcc:", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', text);
            Assert.DoesNotContain('\u202E', html.DocumentElement.OuterHtml);
            Assert.DoesNotContain(Words.Subject(document.Subject), c => char.IsControl(c));
            Assert.True(Words.Subject(document.Subject).Length <= 180);
        }
    }

    [Fact]
    public void The_own_seat_at_80_percent_is_told_in_person()
    {
        var document = StageDocument.Of(SampleLetters.OwnAt80(), SampleLetters.Reader(SampleLetters.Mara, "Mara Lindqvist", mayAcknowledge: false));
        var text = OneLine(TextLetter.Write(document, SampleLetters.Organisation));

        Assert.Equal("80% of your credit is used: $19.88 left, ends around 24 Nov", document.Subject);
        Assert.Contains("Hello Mara, $19.88 of $100.00 is left. The cycle runs to 1 Dec.", text);
        Assert.Contains("$80.12 of $100.00, 80.1%", text);
        Assert.Contains("24 Nov, 98% likely before 1 Dec", text);
        Assert.Contains("The gate lets runs start with claude-haiku-5-5 instead. Approvers were asked to allow overage up to $40.00.", text);
        Assert.Contains("https://drawdown.alderway.example/seats/mara.lindqvist%40alderway.example", text);
        Assert.DoesNotContain("cknowledge", text);
        Assert.Contains("Figures as of 18 Nov 2026, 16:40 Europe/Lisbon", text);
    }

    [Fact]
    public void Stages_of_several_seats_are_one_mail_by_section_the_most_urgent_first()
    {
        var document = StageDocument.Of(SampleLetters.Grouped(), SampleLetters.Reader());

        Assert.Equal(
            ["Exhausted: 1 seat", "95% used: 1 seat", "80% used: 2 seats", "Likely to run out: 1 seat", "Recovered: 1 seat", "Already passed when the rule was made: 1 seat"],
            document.Parts.OfType<LetterPart.Heading>().Select(h => h.Text));
        Assert.Equal("1 seat is exhausted, 1 is at 95%, 2 are at 80%, 1 is likely to run out, 1 recovered, 1 was past a new rule already", document.Subject);
        Assert.Equal("New runs of 1 seat are refused by the gate, and 1 request for overage waits for an answer.", document.Preheader[(document.Preheader.IndexOf("consumed. ", StringComparison.Ordinal) + 10)..]);
    }

    [Fact]
    public void A_seat_that_jumped_over_a_stage_stands_once_under_the_highest()
    {
        var document = StageDocument.Of(SampleLetters.Grouped(), SampleLetters.Reader());
        var jonas = Assert.Single(document.Parts.OfType<LetterPart.Table>().SelectMany(t => t.Rows), r => r.Name.Text == "Jonas Weidmann");

        Assert.Contains(document.Parts.OfType<LetterPart.Table>().SelectMany(t => t.Rows), r => r.Detail.StartsWith("Perception · ran out 17 Nov, next credit 1 Dec.", StringComparison.Ordinal));
        Assert.Contains("also entered: 80%", jonas.Detail);
        Assert.Contains("The gate lets runs start with a warning.", jonas.Detail);
    }

    [Fact]
    public void Cents_of_a_table_add_up_to_its_total()
    {
        var document = StageDocument.Of(SampleLetters.Storm(), SampleLetters.Reader());
        var table = Assert.Single(document.Parts.OfType<LetterPart.Table>());

        Assert.Equal(StageDocument.MostRows + 1, table.Rows.Length);
        Assert.Equal("and 14 more", table.Rows[^1].Name.Text);
        Assert.Equal(table.Rows.Sum(r => Cents(r.Figures[0])), Cents(table.Total!.Figures[0]));
        Assert.Equal(Cents("2,918.14"), Cents(table.Total.Figures[0])); // 34 × 80 + 0.333 × 595 = 2918.135, half to even
        Assert.Equal(3400_00, Cents(table.Total.Figures[1]));
        Assert.Equal("34 seats are at 80%", document.Subject.Replace("and ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Shadow_is_said_first()
    {
        var letter = SampleLetters.Stages([.. SampleLetters.Grouped().Lines.Select(l => l with { Shadow = true })]);
        var document = StageDocument.Of(letter, SampleLetters.Reader());

        Assert.StartsWith("Shadow: ", document.Subject);
        var text = TextLetter.Write(document, SampleLetters.Organisation);
        Assert.StartsWith($"Drawdown for {SampleLetters.Organisation}\n\nShadow: as if the programme were live.", text);
    }

    [Fact]
    public void Only_who_may_acknowledge_is_offered_it()
    {
        var may = TextLetter.Write(StageDocument.Of(SampleLetters.Grouped(), SampleLetters.Reader()), "A");
        var mayNot = TextLetter.Write(StageDocument.Of(SampleLetters.Grouped(), SampleLetters.Reader(mayAcknowledge: false)), "A");

        Assert.Equal(5, AcknowledgeLink().Count(may));
        Assert.Equal(0, AcknowledgeLink().Count(mayNot));
    }

    [Fact]
    public void What_cannot_be_turned_off_says_so_and_has_no_link_for_it()
    {
        var dead = TextLetter.Write(DeadManDocument.Of(SampleLetters.DeadMan(), SampleLetters.Reader(mayUnsubscribe: false)), "A");
        var digest = TextLetter.Write(DigestDocument.Of(SampleLetters.Digest(), SampleLetters.Reader()), "A");

        Assert.Contains("This kind of mail cannot be turned off.", OneLine(dead));
        Assert.DoesNotContain("unsubscribe", dead);
        Assert.Contains("/mail/unsubscribe?t=", digest);
    }

    [Theory]
    [InlineData("stage-grouped", MailKind.StageAlerts)]
    [InlineData("projected", MailKind.ProjectedExhaustion)]
    [InlineData("recovered", MailKind.Recovered)]
    [InlineData("credit-expiring", MailKind.Credit)]
    [InlineData("approval", MailKind.Approvals)]
    [InlineData("digest", MailKind.Digest)]
    [InlineData("month-end", MailKind.MonthEnd)]
    [InlineData("dead-man", MailKind.System)]
    [InlineData("escalation", MailKind.System)]
    [InlineData("invitation", MailKind.System)]
    public void Each_letter_belongs_to_a_kind_that_people_choose(string name, MailKind kind) =>
        Assert.Equal(kind, MailKinds.Of(SampleLetters.All().Single(l => l.Name == name).Letter));

    [Fact]
    public void The_chart_of_a_letter_is_the_chart_of_the_page()
    {
        var view = ChartViews.Running();

        Assert.Equal(Web.Mail.Raster.ChartPicture.Of(view), Web.Mail.Raster.ChartPicture.Of(LetterCharts.View(LetterCharts.Of(view)!)));
        Assert.Null(LetterCharts.Of(view with { Used = [] }));
    }

    private static (IHtmlDocument Html, string Text) Parts(string name)
    {
        var document = SampleLetters.All().Single(l => l.Name == name).Document;
        return (new HtmlParser().ParseDocument(HtmlLetter.Write(document, SampleLetters.Organisation)), TextLetter.Write(document, SampleLetters.Organisation));
    }

    private static long Cents(string amount) => long.Parse(amount.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    private static string OneLine(string text) => Spaces().Replace(text.Replace('\u00A0', ' '), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"Acknowledge: https://drawdown\.alderway\.example/runbook\?alert=[0-9]+")]
    private static partial Regex AcknowledgeLink();
}
