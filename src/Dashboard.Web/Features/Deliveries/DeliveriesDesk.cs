using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Deliveries;

/// <summary>The log of deliveries: mails and webhooks, what became of them, and sending again.</summary>
public sealed class DeliveriesDesk(Database database, TimeProvider time)
{
    private const int PageSize = 20;

    /// <summary>Whether somebody may read the log. It names recipients of every team, so a right that holds for some teams is not enough.</summary>
    public static bool MayRead(Access access)
    {
        ArgumentNullException.ThrowIfNull(access);
        return access.Can(Right.SeeSettings) || access.ScopeOf(Right.SeeRunbook).All;
    }

    /// <summary>A page of the log.</summary>
    /// <exception cref="NotAllowedException">The caller may not read it.</exception>
    public async Task<DeliveriesView> ReadAsync(DeliveryQuery query, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        RequireRead(caller);
        var now = time.GetUtcNow();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var found = await database.Outbox.ReadAsync(query with { Limit = PageSize + 1 }, cancellationToken);
        return new DeliveriesView(
            [.. found.Take(PageSize).Select(Line)],
            found.Count > PageSize ? found[PageSize - 1].Id : null,
            now,
            ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds())),
            caller.Access.Can(Right.ManageJobs));
    }

    /// <summary>The attempts of a delivery, in order.</summary>
    /// <exception cref="NotAllowedException">The caller may not read them.</exception>
    public Task<IReadOnlyList<DeliveryAttempt>> AttemptsAsync(long id, Caller caller, CancellationToken cancellationToken = default)
    {
        RequireRead(caller);
        return database.Outbox.AttemptsAsync(id, cancellationToken);
    }

    /// <summary>Sends a delivery again with the next run, whatever its state was. False when there is nothing left to send.</summary>
    /// <exception cref="NotAllowedException">The caller may not.</exception>
    public async Task<bool> RetryAsync(long id, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageJobs);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (await database.Outbox.FindAsync(id, cancellationToken) is not { } delivery || !await database.Outbox.RetryAsync(id, now, cancellationToken))
        {
            return false;
        }

        var told = new JsonObject { ["kind"] = delivery.Kind, ["state"] = delivery.State.ToString(), ["attempts"] = delivery.Attempts };
        await database.Audit.AppendAsync(new AuditEvent("delivery-retried", string.Create(CultureInfo.InvariantCulture, $"delivery:{id}"), caller.Actor, After: told.ToJsonString()), now, CancellationToken.None);
        return true;
    }

    private static void RequireRead(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!MayRead(caller.Access))
        {
            throw new NotAllowedException(Right.SeeRunbook);
        }
    }

    private static DeliveryLine Line(Delivery delivery)
    {
        var (state, word) = delivery.State switch
        {
            DeliveryState.Sent => (StateKind.Good, "Sent"),
            DeliveryState.GivenUp => (StateKind.Failing, "Given up"),
            DeliveryState.Withdrawn => (StateKind.Idle, "Withdrawn"),
            DeliveryState.Sending => (StateKind.Running, "Sending"),
            DeliveryState.Waiting when delivery.Attempts > 0 => (StateKind.AtRisk, "Retrying"),
            DeliveryState.Waiting => (StateKind.Open, "Waiting"),
        };
        return new DeliveryLine(
            delivery.Id, delivery.Channel, DeliveryWords.Kind(delivery.Kind), delivery.Recipient, At(delivery.CreatedAtMs), delivery.Attempts, state, word,
            delivery is { State: DeliveryState.Waiting, Attempts: > 0 } ? At(delivery.DueAtMs) : null, delivery.Answer,
            delivery.Letter is not null && CanRetry(delivery));
    }

    /// <summary>A mail that arrived is not sent twice; a webhook's receiver knows a call by its number.</summary>
    private static bool CanRetry(Delivery delivery) => delivery.State switch
    {
        DeliveryState.GivenUp => true,
        DeliveryState.Waiting => delivery.Attempts > 0,
        DeliveryState.Sent => delivery.Channel == DeliveryChannel.Webhook,
        DeliveryState.Sending or DeliveryState.Withdrawn => false,
    };

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
