using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Deliveries;
using Dashboard.Web.Features.Sample;
using Dashboard.Web.Live;
using Dashboard.Web.Mail;
using Dashboard.Web.Security;
using Dashboard.Web.Webhooks;

namespace Dashboard.Web.Features.WebhookSettings;

/// <summary>The page of webhooks.</summary>
public sealed class WebhooksDesk(
    WebhookTargets targets, WebhookSender webhooks, MailServerSettings mail, DeliveryNode node, Database database, IConfiguration configuration, LiveUpdates live, TimeProvider time)
{
    /// <summary>All targets, by name, without their secrets.</summary>
    /// <exception cref="NotAllowedException">The caller may not look at settings.</exception>
    public Task<IReadOnlyList<WebhookLine>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeSettings);
        return targets.ListAsync(cancellationToken);
    }

    /// <summary>Makes a target: its secret, shown now and never again, or what is wrong.</summary>
    /// <exception cref="NotAllowedException">The caller may not decide settings.</exception>
    public Task<(string? Secret, string? Problem)> AddAsync(WebhookDraft draft, Caller caller, CancellationToken cancellationToken = default)
    {
        RequireDecide(caller);
        return targets.AddAsync(draft, caller.Actor, Now(), cancellationToken);
    }

    /// <summary>Changes a target. What is wrong, or null.</summary>
    /// <exception cref="NotAllowedException">The caller may not decide settings.</exception>
    public Task<string?> ChangeAsync(int id, WebhookDraft draft, Caller caller, CancellationToken cancellationToken = default)
    {
        RequireDecide(caller);
        return targets.ChangeAsync(id, draft, caller.Actor, Now(), cancellationToken);
    }

    /// <summary>A new secret, from now on; null when the target is gone.</summary>
    /// <exception cref="NotAllowedException">The caller may not decide settings.</exception>
    public Task<string?> RenewSecretAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        RequireDecide(caller);
        return targets.RenewSecretAsync(id, caller.Actor, Now(), cancellationToken);
    }

    /// <summary>Removes a target. False when it is gone already.</summary>
    /// <exception cref="NotAllowedException">The caller may not decide settings.</exception>
    public Task<bool> RemoveAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        RequireDecide(caller);
        return targets.RemoveAsync(id, caller.Actor, Now(), cancellationToken);
    }

    /// <summary>Calls a target with a test event, now and by no detour, also when it is turned off.</summary>
    /// <exception cref="NotAllowedException">The caller may not decide settings.</exception>
    public async Task<DeliveryAnswer> TestAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        RequireDecide(caller);
        if (configuration.IsSample())
        {
            return new DeliveryAnswer.Refused(SampleSetup.NothingLeaves);
        }

        if (await targets.FindAsync(id, cancellationToken) is not { } target)
        {
            return new DeliveryAnswer.Refused("The webhook is gone, or its secrets cannot be read with the keys of this data directory.");
        }

        var delivery = "test-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(14));
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var body = WebhookBody.WriteTest(target.Format, organisation.Name, delivery, Now(), (await mail.CurrentAsync(cancellationToken))?.PublicAddress);
        var answer = await webhooks.SendAsync(new OutgoingWebhook(delivery, "test", body), target, time.GetUtcNow(), cancellationToken);
        await database.Outbox.NoteTestAsync(DeliveryChannel.Webhook, target.Name, delivery, node.Name, answer.Told, answer is DeliveryAnswer.Sent, Now());
        var told = new JsonObject { ["name"] = target.Name, ["taken"] = answer is DeliveryAnswer.Sent };
        await database.Audit.AppendAsync(new AuditEvent("webhook-tested", string.Create(CultureInfo.InvariantCulture, $"webhook:{id}"), caller.Actor, After: told.ToJsonString()), Now(), CancellationToken.None);
        live.Notify();
        return answer;
    }

    private static void RequireDecide(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.DecideSettings);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
