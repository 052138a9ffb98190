using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Web.Mail;

/// <summary>One-time links on their way into a mail. What waits to be sent holds them encrypted, so that a copy of the database opens no account.</summary>
public sealed class InvitationSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Drawdown.InvitationMail");

    public string Protect(string path) => _protector.Protect(path);

    /// <summary>The path of the link; null when it was encrypted with keys that are not here.</summary>
    public string? Read(string text)
    {
        try
        {
            return _protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
