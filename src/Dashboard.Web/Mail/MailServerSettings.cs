using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Web.Mail;

/// <summary>The mail server that holds: that of the configuration, else that of the page. The password is stored encrypted with the keys of the data directory.</summary>
public sealed class MailServerSettings(MailConfiguration configuration, StoredMailServer stored, IDataProtectionProvider protection)
{
    private const string Subject = "mail-server";

    private readonly IDataProtector _protector = protection.CreateProtector("Drawdown.MailPassword");

    /// <summary>What the configuration says.</summary>
    public MailConfiguration Configuration => configuration;

    /// <summary>The server that holds; null when there is none, and no mail leaves.</summary>
    public async Task<MailServer?> CurrentAsync(CancellationToken cancellationToken = default) =>
        configuration.Server ?? (await StoredAsync(cancellationToken)).Server;

    /// <summary>What was set on the page, and whether its password cannot be read because the keys are others.</summary>
    public async Task<(MailServer? Server, MailServerRow? Row, bool IsPasswordLost)> StoredAsync(CancellationToken cancellationToken = default)
    {
        if (await stored.FindAsync(cancellationToken) is not { } row)
        {
            return (null, null, false);
        }

        var password = Password(row, out var isLost);
        return (configuration.Complete(DraftOf(row).ToServer(password)), row, isLost);
    }

    /// <summary>Sets the server of the page. What is wrong with the draft, or null.</summary>
    public async Task<string?> SaveAsync(MailServerDraft draft, Actor actor, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(actor);
        if (draft.Problem() is { } problem)
        {
            return problem;
        }

        var (before, row, isLost) = await StoredAsync(cancellationToken);
        var wanted = draft.ToServer(draft.Password.Length > 0 ? new HiddenText(draft.Password) : null);
        var keeps = wanted.User is not null && draft.Password.Length == 0 && row?.PasswordProtected is not null;

        // A stored password must not be sent anywhere by somebody who does not know it.
        if (keeps && (isLost || before!.Host != wanted.Host || before.Port != wanted.Port || before.Encryption != wanted.Encryption || before.User != wanted.User))
        {
            return isLost ? "Enter the password again: the stored one cannot be read with the keys of this data directory."
                : "Enter the password again: server, encryption or user are others than before.";
        }

        var next = new MailServerRow
        {
            Id = 1,
            Host = wanted.Host,
            Port = wanted.Port,
            Security = Stored(wanted.Encryption),
            UserName = wanted.User,
            PasswordProtected = keeps ? row!.PasswordProtected : wanted.Password is { } password ? _protector.Protect(password.Tell()) : null,
            FromAddress = wanted.From.Address,
            FromName = wanted.From.Name ?? "",
            PublicAddress = wanted.PublicAddress.AbsoluteUri.TrimEnd('/'),
            ChangedAtMs = nowMs,
            ChangedBy = actor.Who,
        };
        await stored.ReplaceAsync(next, new AuditEvent("mail-server-set", Subject, actor, Told(row, null), Told(next, row)), nowMs, cancellationToken);
        return null;
    }

    /// <summary>Takes the server of the page away. False when there was none.</summary>
    public async Task<bool> RemoveAsync(Actor actor, long nowMs, CancellationToken cancellationToken = default) =>
        await stored.ReplaceAsync(null, new AuditEvent("mail-server-removed", Subject, actor, Told(await stored.FindAsync(cancellationToken), null)), nowMs, cancellationToken);

    /// <summary>The form of a stored row, without the password.</summary>
    public static MailServerDraft DraftOf(MailServerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new MailServerDraft
        {
            Host = row.Host,
            Port = row.Port,
            Encryption = row.Security switch { 1 => MailEncryption.IfOffered, 2 => MailEncryption.Required, 3 => MailEncryption.FromTheStart, _ => MailEncryption.None },
            User = row.UserName ?? "",
            FromAddress = row.FromAddress,
            FromName = row.FromName,
            PublicAddress = row.PublicAddress,
        };
    }

    private static int Stored(MailEncryption encryption) => encryption switch
    {
        MailEncryption.None => 0,
        MailEncryption.IfOffered => 1,
        MailEncryption.Required => 2,
        MailEncryption.FromTheStart => 3,
    };

    private HiddenText? Password(MailServerRow row, out bool isLost)
    {
        isLost = false;
        try
        {
            return row.PasswordProtected is { } text ? new HiddenText(_protector.Unprotect(text)) : null;
        }
        catch (CryptographicException)
        {
            isLost = true;
            return null;
        }
    }

    /// <summary>What the audit tells of it: of the password only whether there is one and whether it is another.</summary>
    private static string? Told(MailServerRow? row, MailServerRow? before) => row is null ? null : new JsonObject
    {
        ["host"] = row.Host,
        ["port"] = row.Port,
        ["encryption"] = DraftOf(row).Encryption.ToString(),
        ["user"] = row.UserName,
        ["password"] = row.PasswordProtected is null ? "none" : before?.PasswordProtected is { } old && old != row.PasswordProtected ? "another" : "set",
        ["from"] = row.FromAddress,
        ["fromName"] = row.FromName,
        ["publicAddress"] = row.PublicAddress,
    }.ToJsonString();
}
