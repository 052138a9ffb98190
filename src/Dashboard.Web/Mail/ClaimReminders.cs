using System.Globalization;
using System.Text.Json;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Mail.Scheduled;
using Dashboard.Web.Security;

namespace Dashboard.Web.Mail;

/// <summary>Reminds holders by hand that their credit waits: each at most once a day, and none who turned such mails off.</summary>
public sealed class ClaimReminders(Database database, MailServerSettings server, MailPreferences preferences, TimeProvider time)
{
    /// <summary>Whether mails leave at all.</summary>
    public async Task<bool> IsPossibleAsync(CancellationToken cancellationToken = default) => await server.CurrentAsync(cancellationToken) is not null;

    /// <summary>Puts a mail to each of these seats' holders into the outbox, of the seats that are unclaimed and the caller's to remind; what was done in a sentence.</summary>
    public async Task<string> SendAsync(IReadOnlyCollection<int> seats, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seats);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.RecordClaims);
        if (!await IsPossibleAsync(cancellationToken))
        {
            return "There is no mail server. Send the text yourself.";
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var wanted = seats.ToHashSet();
        var query = new SeatsQuery { Within = caller.Access.ScopeOf(Right.RecordClaims).Within, States = [SeatState.Unclaimed], Limit = SeatsRead.MostRows };
        var lines = (await SeatsRead.PageAsync(database, query, cancellationToken)).Items.Where(l => wanted.Contains(l.SeatId) && l.Kind is not CycleKind.Shadow).ToList();
        var wishes = await preferences.AllAsync(cancellationToken);
        var told = lines.Where(l => !wishes.TryGetValue(l.Email, out var wish) || wish.Wants(MailKind.Credit)).ToList();
        var day = organisation.DayOf(now);
        var sent = await database.Outbox.AddAsync(
            [.. told.Select(l => new NewDelivery(
                string.Create(CultureInfo.InvariantCulture, $"claim-reminder:{day:yyyy-MM-dd}:{l.SeatId}"), DeliveryChannel.Mail, l.Email, CreditLetters.Unclaimed(organisation, [l], now, caller.Actor.Who)))],
            now,
            cancellationToken);
        if (sent > 0)
        {
            await database.Audit.AppendAsync(new AuditEvent("claim-reminders-sent", "seats", caller.Actor, After: JsonSerializer.Serialize(new { mails = sent })), now, cancellationToken);
        }

        var before = told.Count - sent;
        var unwanted = lines.Count - told.Count;
        return $"{Components.Controls.Show.Counted(sent, "mail is", "mails are")} on the way."
            + (before > 0 ? $" {Components.Controls.Show.Counted(before, "holder was", "holders were")} reminded today already." : "")
            + (unwanted > 0 ? $" {Components.Controls.Show.Counted(unwanted, "holder does", "holders do")} not want such mails." : "");
    }
}
