using System.Net;
using System.Net.Sockets;
using Dashboard.Web.Deliveries;
using Dashboard.Web.Mail;
using Dashboard.Web.Security;

namespace Dashboard.Web.Tests.Mail;

/// <summary>Mails leave by a real mail server, and what it answers is told.</summary>
public sealed class SmtpSenderTests
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private static OutgoingMail AMail => new()
    {
        From = new MailParty("drawdown@alderway.example", "Drawdown – Größe"),
        To = new MailParty("mara@alderway.example", "Mara \"M\" Öz\r\nBcc: thief@example.org"),
        Subject = "Seat Mára at 80% — 漢字 and a subject that is so long that it has to be broken into several lines of the header\r\nBcc: thief@example.org",
        Text = "Guthaben: 20,00 €\n.\n.a line that begins with a dot\nFrom here on = signs\ttabs and trailing space \n" + new string('x', 3_000),
        Html = "<p style=\"color:#000\">Guthaben: 20,00 €</p><img src=\"cid:chart\" alt=\"Day by day\">",
        Images = [new InlineImage("chart", Png)],
        MessageId = "1a2b3c.1795098000000@drawdown.invalid",
        Unsubscribe = new Uri("https://drawdown.alderway.example/mail/stop?token=a b"),
    };

    private static Task<DeliveryAnswer> SendAsync(MailServer server, OutgoingMail? mail = null) =>
        new SmtpSender().SendAsync(mail ?? AMail, server, Pages.Now, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_mail_arrives_as_it_was_written_with_both_parts_and_the_picture()
    {
        using var server = MailServerProcess.Start();

        var answer = await SendAsync(server.Settings);

        Assert.Equal(new DeliveryAnswer.Sent("The server took the mail:", "250 2.0.0 kept as 1"), answer);
        var mail = Assert.Single(server.Received);
        string Header(string name) => Assert.Single(mail.GetProperty("headers").GetProperty(name).EnumerateArray()).GetString()!;
        Assert.Equal("drawdown@alderway.example", mail.GetProperty("envelopeFrom").GetString());
        Assert.Equal("mara@alderway.example", Assert.Single(mail.GetProperty("envelopeTo").EnumerateArray()).GetString());
        Assert.Equal("Drawdown – Größe <drawdown@alderway.example>", Header("from"));
        Assert.Equal("\"Mara \\\"M\\\" Öz Bcc: thief@example.org\" <mara@alderway.example>", Header("to"));
        Assert.Equal("Seat Mára at 80% — 漢字 and a subject that is so long that it has to be broken into several lines of the header Bcc: thief@example.org", Header("subject"));
        Assert.Equal("<1a2b3c.1795098000000@drawdown.invalid>", Header("message-id"));
        Assert.Equal("Thu, 19 Nov 2026 14:20:00 +0000", Header("date"));
        Assert.Equal("auto-generated", Header("auto-submitted"));
        Assert.Equal("<https://drawdown.alderway.example/mail/stop?token=a%20b>", Header("list-unsubscribe"));
        Assert.Equal("List-Unsubscribe=One-Click", Header("list-unsubscribe-post"));
        Assert.False(mail.GetProperty("headers").TryGetProperty("bcc", out _));

        var parts = mail.GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"], parts.Select(p => p.GetProperty("type").GetString()));
        Assert.Equal(AMail.Text, parts[1].GetProperty("text").GetString()!.ReplaceLineEndings("\n"));
        Assert.Equal(AMail.Html, parts[3].GetProperty("text").GetString()!.ReplaceLineEndings("\n"));
        Assert.Equal("<chart>", parts[4].GetProperty("contentId").GetString());
        Assert.Equal(Convert.ToHexStringLower(Png), parts[4].GetProperty("bytes").GetString());
        Assert.Empty(mail.GetProperty("defects").EnumerateArray().Select(d => d.GetString()));
        Assert.InRange(mail.GetProperty("longestLine").GetInt32(), 1, 120);
    }

    [Fact]
    public async Task Every_attempt_sends_the_same_bytes()
    {
        using var server = MailServerProcess.Start();

        await SendAsync(server.Settings);
        await SendAsync(server.Settings);

        Assert.Equal(2, server.Raw.Count);
        Assert.Equal(server.Raw[0], server.Raw[1]);
    }

    [Fact]
    public async Task A_mail_without_pictures_and_names_and_a_plain_subject_is_plain()
    {
        using var server = MailServerProcess.Start();

        await SendAsync(server.Settings, AMail with { Images = [], Subject = "Your credit", From = new MailParty("a@example.org"), To = new MailParty("b@bücher.example"), Unsubscribe = null });

        var raw = Assert.Single(server.Raw).ReplaceLineEndings("\n");
        Assert.Contains("From: a@example.org\nTo: b@xn--bcher-kva.example\nSubject: Your credit\n", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe", raw, StringComparison.Ordinal);
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], server.Received[0].GetProperty("parts").EnumerateArray().Select(p => p.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("greeting 554 5.3.2 closed for us", false, "The server does not take mail now: 554 5.3.2 closed for us")]
    [InlineData("greeting 421 4.3.2 full", false, "The server does not take mail now: 421 4.3.2 full")]
    [InlineData("ehlo 550 5.7.1 who are you", false, "The server does not take mail now: 550 5.7.1 who are you")]
    [InlineData("mail 451 4.7.1 greylisted", false, "The server refused the sender's address: 451 4.7.1 greylisted")]
    [InlineData("mail 550 5.1.0 not yours", false, "The server refused the sender's address: 550 5.1.0 not yours")]
    [InlineData("rcpt 451 4.2.1 mailbox is busy", false, "The server refused the recipient's address: 451 4.2.1 mailbox is busy")]
    [InlineData("rcpt 550 5.1.1 nobody of that name", true, "The server refused the recipient's address: 550 5.1.1 nobody of that name")]
    [InlineData("data 452 4.3.1 disk is full", false, "The server refused the mail: 452 4.3.1 disk is full")]
    [InlineData("data 554 5.5.1 no", true, "The server refused the mail: 554 5.5.1 no")]
    [InlineData("end 451 4.3.0 scanner is away", false, "The server refused the mail: 451 4.3.0 scanner is away")]
    [InlineData("end 554 5.7.1 looks like spam", true, "The server refused the mail: 554 5.7.1 looks like spam")]
    public async Task What_the_server_answers_is_told_word_for_word_and_only_what_is_said_about_this_mail_is_final(string mood, bool isForGood, string told)
    {
        using var server = MailServerProcess.Start();
        server.Wish(mood);

        var answer = await SendAsync(server.Settings);

        Assert.Equal(told, answer.Told);
        Assert.Equal(isForGood, answer is DeliveryAnswer.Refused);
        Assert.Equal(!isForGood, answer is DeliveryAnswer.TryLater);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_the_mail_is_tried_later()
    {
        using var server = MailServerProcess.Start();
        server.Wish("drop");

        var answer = await SendAsync(server.Settings);

        Assert.StartsWith("The connection broke, sending the mail:", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_server_that_is_too_slow_is_tried_later()
    {
        using var server = MailServerProcess.Start();
        server.Wish("slow 60");

        var answer = await SendAsync(server.Settings with { Timeout = TimeSpan.FromSeconds(2) });

        Assert.Equal("The server did not answer within 2 seconds, sending the mail.", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_later()
    {
        using var server = MailServerProcess.Start();
        server.Stop();

        Assert.Equal($"localhost refused the connection on port {server.Port}.", Assert.IsType<DeliveryAnswer.TryLater>(await SendAsync(server.Settings)).Told);
        Assert.Equal("The name mail.drawdown.invalid was not found.", Assert.IsType<DeliveryAnswer.TryLater>(await SendAsync(server.Settings with { Host = "mail.drawdown.invalid" })).Told);
    }

    [Fact]
    public async Task What_answers_and_is_no_mail_server_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }, TestContext.Current.CancellationToken);
        using var server = MailServerProcess.Start();

        var answer = await SendAsync(server.Settings with { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port });

        await answering;
        Assert.Equal("The connection broke, greeting it: What answered is no mail server.", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told);
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear_when_encryption_is_required_and_not_offered()
    {
        using var server = MailServerProcess.Start();

        var answer = await SendAsync(server.Settings with { Encryption = MailEncryption.Required });

        Assert.StartsWith("The server does not offer encryption (STARTTLS), which the settings require, so nothing was sent.", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told, StringComparison.Ordinal);
        Assert.Empty(server.Received);
        Assert.IsType<DeliveryAnswer.Sent>(await SendAsync(server.Settings with { Encryption = MailEncryption.IfOffered }));
    }

    [Theory]
    [InlineData(MailEncryption.Required)]
    [InlineData(MailEncryption.IfOffered)]
    [InlineData(MailEncryption.FromTheStart)]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_unless_the_configuration_accepts_any(MailEncryption encryption)
    {
        using var server = encryption == MailEncryption.FromTheStart
            ? MailServerProcess.Start("--certificate", "--from-the-start")
            : MailServerProcess.Start("--certificate", "--require-tls");
        var settings = server.Settings with { Encryption = encryption };

        var refused = await SendAsync(settings);
        var accepted = await SendAsync(settings with { AcceptsAnyCertificate = true });

        Assert.Equal("The server's certificate is not valid for its name, so nothing was sent.", Assert.IsType<DeliveryAnswer.TryLater>(refused).Told);
        Assert.IsType<DeliveryAnswer.Sent>(accepted);
        var mail = Assert.Single(server.Received);
        Assert.True(encryption == MailEncryption.FromTheStart || mail.GetProperty("isEncrypted").GetBoolean());
    }

    [Fact]
    public async Task Who_must_not_encrypt_is_told_by_the_server_that_demands_it()
    {
        using var server = MailServerProcess.Start("--certificate", "--require-tls");

        var answer = await SendAsync(server.Settings);

        Assert.StartsWith("The server refused the sender's address: 530", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_password_signs_in_and_a_wrong_one_is_refused_and_never_told()
    {
        using var server = MailServerProcess.Start("--certificate", "--user", "drawdown", "--password", "pass word ü");
        var settings = server.Settings with { Encryption = MailEncryption.Required, AcceptsAnyCertificate = true, User = "drawdown", Password = new HiddenText("pass word ü") };

        var right = await SendAsync(settings);
        var wrong = await SendAsync(settings with { Password = new HiddenText("s3ntinel") });
        var nobody = await SendAsync(settings with { User = null });

        Assert.IsType<DeliveryAnswer.Sent>(right);
        Assert.StartsWith("The server refused the name or the password: 535", Assert.IsType<DeliveryAnswer.TryLater>(wrong).Told, StringComparison.Ordinal);
        Assert.DoesNotContain("s3ntinel", wrong.ToString() + (settings with { Password = new HiddenText("s3ntinel") }), StringComparison.Ordinal);
        Assert.Contains("530", Assert.IsType<DeliveryAnswer.TryLater>(nobody).Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_not_sent_where_encryption_was_wanted_and_is_not_offered()
    {
        using var server = MailServerProcess.Start("--user", "drawdown", "--password", "word");

        var answer = await SendAsync(server.Settings with { Encryption = MailEncryption.IfOffered, User = "drawdown", Password = new HiddenText("word") });
        var chosen = await SendAsync(server.Settings with { User = "drawdown", Password = new HiddenText("word") });

        Assert.Equal("The server does not offer encryption (STARTTLS), and a password is not sent in the clear.", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told);
        Assert.IsType<DeliveryAnswer.Sent>(chosen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mara")]
    [InlineData("mara@")]
    [InlineData("@example.org")]
    [InlineData("mara@example.org>\r\nDATA")]
    [InlineData("mara@example.org\nRCPT TO:<thief@example.org>")]
    [InlineData("<mara@example.org>")]
    [InlineData("ma ra@example.org")]
    [InlineData("mära@example.org")]
    [InlineData("mara@exa_mple.org")]
    [InlineData("\"mara\"@example.org")]
    public async Task What_is_no_address_never_reaches_the_server(string address)
    {
        using var server = MailServerProcess.Start();
        server.Stop();

        Assert.IsType<DeliveryAnswer.Refused>(await SendAsync(server.Settings, AMail with { To = new MailParty(address) }));
        Assert.IsType<DeliveryAnswer.TryLater>(await SendAsync(server.Settings with { Host = "never.asked.invalid" }, AMail with { From = new MailParty(address) }));
    }

    [Theory]
    [InlineData("a@b\r\nBcc: thief@example.org")]
    [InlineData("a b@example.org")]
    [InlineData("a@b>")]
    public async Task A_message_id_cannot_carry_a_header(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(new MailServer { Host = "never.asked.invalid", From = AMail.From, PublicAddress = new Uri("https://example.org") }, AMail with { MessageId = id }));
}
