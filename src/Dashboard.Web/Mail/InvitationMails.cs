using System.Security.Cryptography;
using Dashboard.Storage;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Writes;
using Dashboard.Web.Security;

namespace Dashboard.Web.Mail;

/// <summary>Sends the one-time link of an invitation, while whoever made it still has it on the screen: afterwards nobody knows it any more.</summary>
public sealed class InvitationMails(Database database, StoredInvitations stored, MailServerSettings server, InvitationSecrets secrets, TimeProvider time)
{
    private const string Token = "token=";

    /// <summary>Whether mails leave at all.</summary>
    public async Task<bool> IsPossibleAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManagePeople);
        return await server.CurrentAsync(cancellationToken) is not null;
    }

    /// <summary>Puts the mail with the link into the outbox, once a link. What is wrong, or null.</summary>
    public async Task<string?> SendAsync(string path, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManagePeople);
        if (await server.CurrentAsync(cancellationToken) is null)
        {
            return "There is no mail server. Send the link yourself.";
        }

        var hash = Secret.Hash(path[(path.IndexOf(Token, StringComparison.Ordinal) + Token.Length)..]);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (await stored.FindAsync(hash, cancellationToken) is not { UsedAtMs: null, WithdrawnAtMs: null } invitation || invitation.ExpiresAtMs <= now)
        {
            return "This link is worth nothing any more: it was used, withdrawn or renewed.";
        }

        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var letter = new InvitationLetter
        {
            Organisation = organisation.IsCreated ? organisation.Name : "your organisation",
            AtMs = now,
            Zone = organisation.Rules.Zone.At(now),
            Name = invitation.Name,
            InvitedBy = caller.Actor.Who,
            Roles = RoleWords.Of(RoleWords.Read(invitation.Roles)),
            ProtectedPath = secrets.Protect(path),
            ExpiresAtMs = invitation.ExpiresAtMs,
        };
        if (await database.Outbox.AddAsync([new NewDelivery($"invitation:{Convert.ToHexStringLower(SHA256.HashData(hash))}", DeliveryChannel.Mail, invitation.Email, letter)], now, cancellationToken) == 0)
        {
            return "This link was sent already.";
        }

        await database.Audit.AppendAsync(SignInTrail.Entry("invitation-mailed", invitation.Email, caller.Actor), now, cancellationToken);
        return null;
    }
}
