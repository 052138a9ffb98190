using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Dashboard.Web.Deliveries;

namespace Dashboard.Web.Mail;

/// <summary>Hands a mail to the mail server. It decides nothing and keeps nothing.</summary>
public sealed class SmtpSender
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>One attempt over a connection of its own.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="server">The server to hand it to.</param>
    /// <param name="now">What the mail says as its date.</param>
    /// <param name="cancellationToken">Ends the attempt with an exception.</param>
    /// <returns>What became of it, at the latest after the server's time limit.</returns>
    public async Task<DeliveryAnswer> SendAsync(OutgoingMail mail, MailServer server, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(server);
        if (MailAddresses.OnTheWire(mail.To.Address) is not { } to)
        {
            return new DeliveryAnswer.Refused("The recipient's address is not one that a mail server understands.");
        }

        if (MailAddresses.OnTheWire(mail.From.Address) is not { } from)
        {
            return new DeliveryAnswer.TryLater("The sender's address in the mail settings is not one that a mail server understands.", IsAboutServer: true);
        }

        var content = MimeMessage.Write(mail, from, to, now);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(server.Timeout);
        await using var talk = new SmtpConversation();
        try
        {
            await talk.ConnectAsync(server.Host, server.Port, limit.Token);
            await PrepareAsync(talk, server, limit.Token);
            await AskAsync(talk, SmtpStep.Sender, $"MAIL FROM:<{from}>", limit.Token);
            await AskAsync(talk, SmtpStep.Recipient, $"RCPT TO:<{to}>", limit.Token);
            await AskAsync(talk, SmtpStep.Content, "DATA", limit.Token);
            var reply = await talk.SendContentAsync(content, limit.Token);
            if (!reply.IsGood)
            {
                return Refusal(SmtpStep.Content, reply);
            }

            await LeaveAsync(talk);
            return new DeliveryAnswer.Sent("The server took the mail:", reply.Text);
        }
        catch (SmtpRefusalException refusal)
        {
            return refusal.Answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryAnswer.TryLater($"The server did not answer within {server.Timeout.TotalSeconds:0} seconds, {Where(talk.Step)}.", IsAboutServer: true);
        }
        catch (SocketException e)
        {
            return new DeliveryAnswer.TryLater(Words(e.SocketErrorCode, server), IsAboutServer: true);
        }
        catch (AuthenticationException)
        {
            return new DeliveryAnswer.TryLater("The server's certificate is not valid for its name, so nothing was sent.", IsAboutServer: true);
        }
        catch (IOException e)
        {
            return new DeliveryAnswer.TryLater($"The connection broke, {Where(talk.Step)}: {(e.InnerException is SocketException socket ? Words(socket.SocketErrorCode, server) : e.Message)}", IsAboutServer: talk.Step < SmtpStep.Recipient);
        }
    }

    /// <summary>Greeting, encryption, signing in.</summary>
    private static async Task PrepareAsync(SmtpConversation talk, MailServer server, CancellationToken cancellationToken)
    {
        if (server.Encryption == MailEncryption.FromTheStart)
        {
            talk.Step = SmtpStep.Encrypting;
            await talk.EncryptAsync(server.Host, server.AcceptsAnyCertificate, cancellationToken);
        }

        talk.Step = SmtpStep.Greeting;
        Expect(talk.Step, await talk.ReadAsync(cancellationToken));
        var offers = await GreetAsync(talk, server, cancellationToken);
        if (server.Encryption is MailEncryption.Required or MailEncryption.IfOffered)
        {
            if (offers.Contains("STARTTLS", StringComparer.OrdinalIgnoreCase))
            {
                await AskAsync(talk, SmtpStep.Encrypting, "STARTTLS", cancellationToken);
                await talk.EncryptAsync(server.Host, server.AcceptsAnyCertificate, cancellationToken);
                offers = await GreetAsync(talk, server, cancellationToken);
            }
            else if (server.Encryption == MailEncryption.Required)
            {
                throw new SmtpRefusalException(new DeliveryAnswer.TryLater("The server does not offer encryption (STARTTLS), which the settings require, so nothing was sent. It offers:", string.Join(", ", offers), IsAboutServer: true));
            }
        }

        if (server is { User: { Length: > 0 } user, Password: { } password })
        {
            await SignInAsync(talk, server, offers, user, password.Tell(), cancellationToken);
        }
    }

    private static async Task<List<string>> GreetAsync(SmtpConversation talk, MailServer server, CancellationToken cancellationToken)
    {
        var name = server.PublicAddress.HostNameType == UriHostNameType.Dns ? server.PublicAddress.IdnHost : "localhost";
        var reply = await AskAsync(talk, SmtpStep.Greeting, "EHLO " + name, cancellationToken);
        return [.. reply.Lines.Skip(1)];
    }

    private static async Task SignInAsync(SmtpConversation talk, MailServer server, List<string> offers, string user, string password, CancellationToken cancellationToken)
    {
        talk.Step = SmtpStep.SigningIn;
        if (!talk.IsEncrypted && server.Encryption != MailEncryption.None)
        {
            throw new SmtpRefusalException(new DeliveryAnswer.TryLater("The server does not offer encryption (STARTTLS), and a password is not sent in the clear.", IsAboutServer: true));
        }

        var ways = offers.Where(o => o.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase)).SelectMany(o => o.Split(' ').Skip(1)).ToList();
        if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            await AskAsync(talk, SmtpStep.SigningIn, "AUTH PLAIN " + Base64($"\0{user}\0{password}"), cancellationToken);
        }
        else if (ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            await AskAsync(talk, SmtpStep.SigningIn, "AUTH LOGIN", cancellationToken);
            await AskAsync(talk, SmtpStep.SigningIn, Base64(user), cancellationToken);
            await AskAsync(talk, SmtpStep.SigningIn, Base64(password), cancellationToken);
        }
        else
        {
            throw new SmtpRefusalException(new DeliveryAnswer.TryLater("The server offers no way to sign in with a name and a password (PLAIN or LOGIN). It offers:", string.Join(", ", offers), IsAboutServer: true));
        }
    }

    private static async Task<SmtpReply> AskAsync(SmtpConversation talk, SmtpStep step, string line, CancellationToken cancellationToken)
    {
        talk.Step = step;
        var reply = await talk.AskAsync(line, cancellationToken);
        Expect(step, reply);
        return reply;
    }

    private static void Expect(SmtpStep step, SmtpReply reply)
    {
        if (!reply.IsGood)
        {
            throw new SmtpRefusalException(Refusal(step, reply));
        }
    }

    /// <summary>
    /// Only what is said about the recipient or the content is said about this mail. A server that does not want us at all is a matter of
    /// the settings: somebody repairs them, and then the mails that waited leave.
    /// </summary>
    private static DeliveryAnswer Refusal(SmtpStep step, SmtpReply reply)
    {
        var words = step switch
        {
            SmtpStep.Connecting or SmtpStep.Greeting => "The server does not take mail now:",
            SmtpStep.Encrypting => "The server refused to encrypt:",
            SmtpStep.SigningIn => "The server refused the name or the password:",
            SmtpStep.Sender => "The server refused the sender's address:",
            SmtpStep.Recipient => "The server refused the recipient's address:",
            SmtpStep.Content => "The server refused the mail:",
        };
        return reply.IsForGood && (step is SmtpStep.Recipient or SmtpStep.Content) ? new DeliveryAnswer.Refused(words, reply.Text) : new DeliveryAnswer.TryLater(words, reply.Text, IsAboutServer: step < SmtpStep.Recipient);
    }

    private static string Where(SmtpStep step) => step switch
    {
        SmtpStep.Connecting => "connecting",
        SmtpStep.Greeting => "greeting it",
        SmtpStep.Encrypting => "starting the encryption",
        SmtpStep.SigningIn => "signing in",
        SmtpStep.Sender => "naming the sender",
        SmtpStep.Recipient => "naming the recipient",
        SmtpStep.Content => "sending the mail",
    };

    private static string Words(SocketError error, MailServer server) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"The name {server.Host} was not found.",
        SocketError.ConnectionRefused => $"{server.Host} refused the connection on port {server.Port}.",
        SocketError.ConnectionReset => "The server closed the connection.",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => $"There is no way to {server.Host} from here.",
        SocketError.TimedOut => $"{server.Host} did not answer on port {server.Port}.",
        _ => $"{server.Host} cannot be reached on port {server.Port} ({error}).",
    };

    /// <summary>The mail is the server's by now: nothing that goes wrong here changes that.</summary>
    private static async Task LeaveAsync(SmtpConversation talk)
    {
        using var soon = new CancellationTokenSource(Farewell);
        try
        {
            await talk.AskAsync("QUIT", soon.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // It left first.
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
