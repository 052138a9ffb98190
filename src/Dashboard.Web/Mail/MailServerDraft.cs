using Dashboard.Web.Security;

namespace Dashboard.Web.Mail;

/// <summary>The form of the mail server.</summary>
public sealed class MailServerDraft
{
    /// <summary>Name or address of the server.</summary>
    public string Host { get; set; } = "";

    /// <summary>The port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection is encrypted.</summary>
    public MailEncryption Encryption { get; set; } = MailEncryption.Required;

    /// <summary>The name to sign in with; empty: nobody signs in.</summary>
    public string User { get; set; } = "";

    /// <summary>A new password; empty: the stored one stays.</summary>
    public string Password { get; set; } = "";

    /// <summary>The address mails are from.</summary>
    public string FromAddress { get; set; } = "";

    /// <summary>The name beside it.</summary>
    public string FromName { get; set; } = "Drawdown";

    /// <summary>What links in mails begin with.</summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem()
    {
        if (Uri.CheckHostName(Host.Trim()) == UriHostNameType.Unknown || Host.Trim().Length > 253)
        {
            return "Enter the name of the mail server, such as mail.example.com.";
        }

        if (Port is < 1 or > 65_535)
        {
            return "The port is a number from 1 to 65535.";
        }

        if (MailAddresses.OnTheWire(FromAddress.Trim()) is null)
        {
            return "Enter the e-mail address that mails are from.";
        }

        if (User.Length > 200 || Password.Length > 500 || FromName.Length > 100 || User.Any(char.IsControl) || Password.Any(char.IsControl))
        {
            return "The user, the password or the name is too long, or holds control characters.";
        }

        return Address() is null ? "Enter the address under which people open this page, such as https://drawdown.example.com." : null;
    }

    /// <summary>The server. Only of a draft without a problem.</summary>
    public MailServer ToServer(HiddenText? password) => new()
    {
        Host = Host.Trim(),
        Port = Port,
        Encryption = Encryption,
        User = User.Trim().Length > 0 ? User.Trim() : null,
        Password = User.Trim().Length > 0 ? password : null,
        From = new MailParty(FromAddress.Trim(), FromName.Trim().Length > 0 ? FromName.Trim() : null),
        PublicAddress = Address()!,
    };

    private Uri? Address() =>
        Uri.TryCreate(PublicAddress.Trim().TrimEnd('/'), UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            && address is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 } && PublicAddress.Length <= 500 ? address : null;
}
