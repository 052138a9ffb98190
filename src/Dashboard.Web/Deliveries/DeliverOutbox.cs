using System.Diagnostics;
using Dashboard.Storage;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Mail;
using Dashboard.Web.Webhooks;

namespace Dashboard.Web.Deliveries;

/// <summary>
/// Sends what the outbox holds and is due, and writes down what became of it. It may be killed at any instant: what it had taken is taken up by
/// another node when its lease runs out, with the same Message-ID. It may run twice at a time: a lease belongs to one.
/// </summary>
public sealed partial class DeliverOutbox(
    Database database, DeliveryNode node, MailServerSettings mail, SmtpSender smtp, RenderMail render, WebhookTargets targets, WebhookSender webhooks, TimeProvider time, ILogger<DeliverOutbox> log)
{
    /// <summary>So many deliveries are under way at a time; the attempts of a round end well within their lease.</summary>
    private const int AtOnce = 8;

    /// <summary>Sends everything that is due now. While no mail server is set, mails wait untouched.</summary>
    public async Task<DeliveryTally> RunAsync(CancellationToken cancellationToken)
    {
        var tallies = await Task.WhenAll(MailsAsync(cancellationToken), WebhooksAsync(cancellationToken));
        return tallies[0] + tallies[1];
    }

    /// <summary>When the server itself fails, the rest of the mails wait for the next run: a thousand of them must not each wait for it to time out.</summary>
    private async Task<DeliveryTally> MailsAsync(CancellationToken cancellationToken)
    {
        if (await mail.CurrentAsync(cancellationToken) is not { } server)
        {
            return DeliveryTally.None;
        }

        var sum = DeliveryTally.None;
        while (await database.Outbox.TakeAsync(node.Name, Now(), AtOnce, DeliveryChannel.Mail, cancellationToken) is { Count: > 0 } taken)
        {
            var ends = await Task.WhenAll(taken.Select(d => EndAsync(d, token => MailAsync(d, server, token), cancellationToken)));
            sum = ends.Aggregate(sum, (s, end) => s + end.Tally);
            if (ends.Any(e => e.Answer is DeliveryAnswer.TryLater { IsAboutServer: true }))
            {
                break;
            }
        }

        return sum;
    }

    private async Task<DeliveryTally> WebhooksAsync(CancellationToken cancellationToken)
    {
        var sum = DeliveryTally.None;
        while (await database.Outbox.TakeAsync(node.Name, Now(), AtOnce, DeliveryChannel.Webhook, cancellationToken) is { Count: > 0 } taken)
        {
            var link = (await mail.CurrentAsync(cancellationToken))?.PublicAddress;
            var ends = await Task.WhenAll(taken.Select(d => EndAsync(d, token => WebhookAsync(d, link, token), cancellationToken)));
            sum = ends.Aggregate(sum, (s, end) => s + end.Tally);
        }

        return sum;
    }

    /// <summary>One attempt, and its line in the log of attempts.</summary>
    private async Task<(DeliveryTally Tally, DeliveryAnswer Answer)> EndAsync(Delivery delivery, Func<CancellationToken, Task<DeliveryAnswer>> attempt, CancellationToken cancellationToken)
    {
        DeliveryAnswer answer;
        var start = Stopwatch.GetTimestamp();
        try
        {
            answer = delivery switch
            {
                { IsUnknown: true } => new DeliveryAnswer.TryLater("It was written by a newer version of this server, which has to send it."),
                { Letter: null } => new DeliveryAnswer.Refused("There is nothing to tell any more."),
                _ => await attempt(cancellationToken),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops. Whether the other side took it is not known; the same Message-ID goes out again.
            await database.Outbox.FailedAsync(delivery.Id, node.Name, "The attempt was broken off because this server stopped.", isFinal: false, Now());
            throw;
        }
#pragma warning disable CA1031 // A letter that cannot be written must not keep the others from leaving.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // Without the exception's message: it may quote an address or a name.
            Log.AttemptFailed(log, delivery.Id, delivery.Kind, e.GetType().Name, e.StackTrace);
            answer = new DeliveryAnswer.TryLater($"It could not be written ({e.GetType().Name}). The log of the server says more.");
        }

        if (answer is DeliveryAnswer.Sent)
        {
            DeliveryMetrics.Attempted(delivery.Channel, "sent", start);
            await database.Outbox.SentAsync(delivery.Id, node.Name, answer.Told, Now());
            return (delivery.Channel == DeliveryChannel.Mail ? new DeliveryTally(1, 0, 0, 0) : new DeliveryTally(0, 1, 0, 0), answer);
        }

        var state = await database.Outbox.FailedAsync(delivery.Id, node.Name, answer.Told, answer is DeliveryAnswer.Refused, Now());
        DeliveryMetrics.Attempted(delivery.Channel, state == DeliveryState.GivenUp ? "given-up" : "later", start);
        if (state == DeliveryState.GivenUp)
        {
            Log.GivenUp(log, delivery.Id, delivery.Kind, delivery.Attempts);
            return (new DeliveryTally(0, 0, 0, 1), answer);
        }

        return (new DeliveryTally(0, 0, 1, 0), answer);
    }

    private async Task<DeliveryAnswer> MailAsync(Delivery delivery, MailServer server, CancellationToken cancellationToken) =>
        await render(delivery, server, cancellationToken) is { } letter
            ? await smtp.SendAsync(letter with { MessageId = delivery.MessageId }, server, At(delivery.CreatedAtMs), cancellationToken)
            : new DeliveryAnswer.Refused("There is nothing to tell any more.");

    private async Task<DeliveryAnswer> WebhookAsync(Delivery delivery, Uri? link, CancellationToken cancellationToken)
    {
        var (isKnown, target) = await targets.FindAsync(delivery.Recipient, cancellationToken);
        if (!isKnown)
        {
            return new DeliveryAnswer.Refused("There is no webhook of this name.");
        }

        if (target is null)
        {
            return new DeliveryAnswer.TryLater("Address and secret of the webhook cannot be read with the keys of this data directory.");
        }

        if (!target.IsOn)
        {
            return new DeliveryAnswer.TryLater("The webhook is turned off.");
        }

        var id = delivery.MessageId.Split('@')[0];
        return await webhooks.SendAsync(new OutgoingWebhook(id, delivery.Kind, WebhookBody.Write(target.Format, delivery.Letter!, id, link)), target, time.GetUtcNow(), cancellationToken);
    }

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Delivery {DeliveryId} ({Kind}) could not be written and is tried again: {Error} {Trace}")]
        public static partial void AttemptFailed(ILogger logger, long deliveryId, string kind, string error, string? trace);

        [LoggerMessage(2, LogLevel.Warning, "Delivery {DeliveryId} ({Kind}) was given up after {Attempts} attempts. The log of deliveries says why")]
        public static partial void GivenUp(ILogger logger, long deliveryId, string kind, int attempts);
    }
}
