using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Deliveries;
using Dashboard.Web.Features.Sample;
using Dashboard.Web.Live;
using Dashboard.Web.Mail;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.MailSettings;

/// <summary>The page of the mail server.</summary>
public sealed class MailDesk(
    MailServerSettings settings, SmtpSender smtp, LetterRenderer letters, DeliveryNode node, Database database, IConfiguration configuration, LiveUpdates live, TimeProvider time)
{
    /// <summary>What holds now. The form of a new server begins with <paramref name="publicAddress"/>, where the page was opened.</summary>
    /// <exception cref="NotAllowedException">The caller may not look at settings.</exception>
    public async Task<MailView> ReadAsync(string publicAddress, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeSettings);
        var now = time.GetUtcNow();
        var (stored, row, isLost) = await settings.StoredAsync(cancellationToken);
        var standing = await database.Outbox.StandingAsync(DeliveryChannel.Mail, cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        return new MailView(
            settings.Configuration.Server ?? stored,
            settings.Configuration.Server is not null,
            row is null ? new MailServerDraft { PublicAddress = publicAddress.TrimEnd('/'), FromAddress = caller.Access.Person } : MailServerSettings.DraftOf(row),
            settings.Configuration.Server is { } configured ? configured.Password is not null : row?.PasswordProtected is not null,
            isLost && settings.Configuration.Server is null,
            At(row?.ChangedAtMs),
            row?.ChangedBy,
            At(standing.LastSentAtMs), standing.Waiting, At(standing.OldestWaitingAtMs), standing.GivenUp,
            standing.LastAttempt is { } last && (settings.Configuration.Server is not null || row is null || last.AtMs >= row.ChangedAtMs) ? (DateTimeOffset.FromUnixTimeMilliseconds(last.AtMs), last.IsDelivered, last.Answer) : null,
            now,
            ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds())));
    }

    /// <summary>Sets the server. What is wrong, or null.</summary>
    /// <exception cref="NotAllowedException">The caller may not decide settings.</exception>
    public async Task<string?> SaveAsync(MailServerDraft draft, Caller caller, CancellationToken cancellationToken = default)
    {
        RequireDecide(caller);
        return settings.Configuration.Server is not null ? "The configuration of the server names a mail server, and it wins over this page."
            : await settings.SaveAsync(draft, caller.Actor, Now(), cancellationToken);
    }

    /// <summary>Takes the server of the page away: mails wait from then on. False when there was none.</summary>
    /// <exception cref="NotAllowedException">The caller may not decide settings.</exception>
    public Task<bool> RemoveAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        RequireDecide(caller);
        return settings.RemoveAsync(caller.Actor, Now(), cancellationToken);
    }

    /// <summary>Sends a mail to the caller by the server that holds, now and by no detour, and tells what the server answered.</summary>
    /// <exception cref="NotAllowedException">The caller may not decide settings.</exception>
    public async Task<DeliveryAnswer> TestAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        RequireDecide(caller);
        if (configuration.IsSample())
        {
            return new DeliveryAnswer.Refused(SampleSetup.NothingLeaves);
        }

        if (await settings.CurrentAsync(cancellationToken) is not { } server)
        {
            return new DeliveryAnswer.Refused("There is no mail server yet. Save one first.");
        }

        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var letter = new TestLetter
        {
            Organisation = organisation.Name.Length > 0 ? organisation.Name : "Drawdown",
            AtMs = Now(),
            Zone = organisation.Rules.Zone.At(Now()),
            AskedBy = caller.Access.Person,
        };
        var id = $"test-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}@mail.drawdown.invalid";
        var answer = await smtp.SendAsync(await letters.RenderAsync(letter, caller.Access.Person, id, server, cancellationToken), server, time.GetUtcNow(), cancellationToken);
        await database.Outbox.NoteTestAsync(DeliveryChannel.Mail, caller.Access.Person, id, node.Name, answer.Told, answer is DeliveryAnswer.Sent, Now());
        var told = new JsonObject { ["host"] = server.Host, ["port"] = server.Port, ["taken"] = answer is DeliveryAnswer.Sent };
        await database.Audit.AppendAsync(new AuditEvent("mail-test-sent", "mail-server", caller.Actor, After: told.ToJsonString()), Now(), CancellationToken.None);
        live.Notify();
        return answer;
    }

    private static void RequireDecide(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.DecideSettings);
    }

    private static DateTimeOffset? At(long? ms) => ms is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
