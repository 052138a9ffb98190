using System.Security.Cryptography;
using Dashboard.Storage.Runbooks;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Web.Mail;

/// <summary>
/// Links that turn one kind of mail off for one person without signing in. Who and what is encrypted with the keys of the data directory, so that
/// no address stands in the link and nobody can make one for somebody else.
/// </summary>
public sealed class UnsubscribeLinks(IDataProtectionProvider protection)
{
    /// <summary>The path that the links lead to.</summary>
    public const string Path = "mail/unsubscribe";

    private const int LongestToken = 2000;

    private readonly IDataProtector _protector = protection.CreateProtector("Drawdown.Unsubscribe");

    /// <summary>The token of a link.</summary>
    public string TokenOf(string person, MailKind kind) => _protector.Protect($"{kind} {person.ToLowerInvariant()}");

    /// <summary>The path and query of a link, without a slash at its start.</summary>
    public string PathOf(string person, MailKind kind) => $"{Path}?t={Uri.EscapeDataString(TokenOf(person, kind))}";

    /// <summary>Whose mails of which kind; null when we did not make the token.</summary>
    public (string Person, MailKind Kind)? Read(string? token)
    {
        if (token is not { Length: > 0 and <= LongestToken })
        {
            return null;
        }

        try
        {
            var text = _protector.Unprotect(token);
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            return space > 0 && Enum.TryParse<MailKind>(text[..space], out var kind) && kind is not MailKind.System ? (text[(space + 1)..], kind) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
