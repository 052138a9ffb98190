using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Mail;

/// <summary>A mail as it goes over the wire: multipart/alternative of the text and of the HTML with its pictures, all in seven bits.</summary>
internal static partial class MimeMessage
{
    /// <summary>The bytes of the mail, without the dots that the conversation adds.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="from">The sender's address, checked.</param>
    /// <param name="to">The recipient's address, checked.</param>
    /// <param name="now">What the mail says as its date.</param>
    /// <exception cref="ArgumentException">A Message-ID or Content-ID that cannot be written.</exception>
    public static byte[] Write(OutgoingMail mail, string from, string to, DateTimeOffset now)
    {
        // The parts of one mail are always divided by the same line, so that every attempt sends the same bytes.
        var boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.MessageId)).AsSpan(0, 16));
        var text = new StringBuilder();
        Head(text, "From", MimeText.Party(mail.From, from));
        Head(text, "To", MimeText.Party(mail.To, to));
        Head(text, "Subject", MimeText.Header(mail.Subject));
        Head(text, "Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH':'mm':'ss +0000", CultureInfo.InvariantCulture));
        Head(text, "Message-ID", $"<{Checked(mail.MessageId, MessageIdShape(), "Message-ID")}>");
        Head(text, "Auto-Submitted", "auto-generated");
        if (mail.Unsubscribe is { } unsubscribe)
        {
            Head(text, "List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>");
            if (unsubscribe.Scheme == Uri.UriSchemeHttps)
            {
                Head(text, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
        }

        Head(text, "MIME-Version", "1.0");
        Head(text, "Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        text.Append("\r\n");
        Part(text, boundary, "text/plain", mail.Text);
        if (mail.Images.IsEmpty)
        {
            Part(text, boundary, "text/html", mail.Html);
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\n");
            Head(text, "Content-Type", $"multipart/related; type=\"text/html\";\r\n boundary=\"{boundary}r\"");
            text.Append("\r\n");
            Part(text, boundary + "r", "text/html", mail.Html);
            foreach (var image in mail.Images)
            {
                Image(text, boundary + "r", image);
            }

            text.Append(CultureInfo.InvariantCulture, $"--{boundary}r--\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Head(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");

    private static void Part(StringBuilder text, string boundary, string type, string body)
    {
        text.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\n");
        Head(text, "Content-Type", type + "; charset=utf-8");
        Head(text, "Content-Transfer-Encoding", "quoted-printable");
        text.Append("\r\n").Append(MimeText.QuotedPrintable(body));
    }

    private static void Image(StringBuilder text, string boundary, InlineImage image)
    {
        var id = Checked(image.ContentId, ContentIdShape(), "Content-ID");
        text.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\n");
        Head(text, "Content-Type", "image/png");
        Head(text, "Content-Transfer-Encoding", "base64");
        Head(text, "Content-ID", $"<{id}>");
        Head(text, "Content-Disposition", $"inline; filename=\"{id}.png\"");
        text.Append("\r\n").Append(Convert.ToBase64String(image.Png.Span, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
    }

    private static string Checked(string value, Regex shape, string name) =>
        shape.IsMatch(value) ? value : throw new ArgumentException($"This cannot be a {name}.", nameof(value));

    [GeneratedRegex(@"\A[A-Za-z0-9._+=-]{1,200}@[A-Za-z0-9.-]{1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MessageIdShape();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ContentIdShape();
}
