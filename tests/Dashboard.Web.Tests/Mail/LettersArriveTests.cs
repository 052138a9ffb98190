using Dashboard.Web.Deliveries;
using Dashboard.Web.Mail;
using Dashboard.Web.Mail.Letters;

namespace Dashboard.Web.Tests.Mail;

/// <summary>Every letter over a real mail server: what is received is what was written.</summary>
public sealed class LettersArriveTests
{
    [Fact]
    public async Task Every_letter_arrives_as_it_was_written()
    {
        using var server = MailServerProcess.Start();
        var letters = SampleLetters.All().ToList();

        foreach (var (name, _, document) in letters)
        {
            var mail = new OutgoingMail
            {
                From = new MailParty("drawdown@alderway.example", "Drawdown"),
                To = new MailParty("mara@alderway.example"),
                Subject = Words.Subject(document.Subject),
                Text = TextLetter.Write(document, SampleLetters.Organisation),
                Html = HtmlLetter.Write(document, SampleLetters.Organisation),
                Images = [.. document.Parts.OfType<LetterPart.Picture>().Select(p => new InlineImage(p.ContentId, p.Png))],
                MessageId = $"{name}@drawdown.invalid",
            };
            Assert.IsType<DeliveryAnswer.Sent>(await new SmtpSender().SendAsync(mail, server.Settings, Pages.Now, TestContext.Current.CancellationToken));

            var received = server.Received.Single(m => m.GetProperty("headers").GetProperty("message-id")[0].GetString() == $"<{name}@drawdown.invalid>");
            var parts = received.GetProperty("parts").EnumerateArray().ToList();
            Assert.Equal(mail.Subject, received.GetProperty("headers").GetProperty("subject")[0].GetString());
            Assert.Equal(mail.Text, Text(parts, "text/plain"));
            Assert.Equal(mail.Html, Text(parts, "text/html"));
            Assert.Equal(mail.Images.Select(i => Convert.ToHexStringLower(i.Png.Span)), parts.Where(p => p.GetProperty("type").GetString() == "image/png").Select(p => p.GetProperty("bytes").GetString()!));
            Assert.Empty(received.GetProperty("defects").EnumerateArray());
        }

        Assert.Equal(letters.Count, server.Received.Count);
    }

    private static string Text(IEnumerable<System.Text.Json.JsonElement> parts, string type) => parts.Single(p => p.GetProperty("type").GetString() == type).GetProperty("text").GetString()!.ReplaceLineEndings("\n");
}
