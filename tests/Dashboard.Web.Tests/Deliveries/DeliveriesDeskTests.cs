using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.TestKit;
using Dashboard.Web.Features.Deliveries;
using Dashboard.Web.Security;

namespace Dashboard.Web.Tests.Deliveries;

/// <summary>The log of deliveries, and sending again by hand.</summary>
public sealed class DeliveriesDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Caller Of(params RoleGrant[] roles) => new("somebody@example.org", new Access("somebody@example.org", [.. roles]));

    private static DeliveriesDesk Desk(PostRoom room) => new(room.Database, new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(room.NowMs)));

    [Fact]
    public async Task Every_state_has_its_word_and_only_what_may_be_sent_again_says_so()
    {
        await using var room = await PostRoom.OpenAsync();
        var outbox = room.Database.Outbox;
        var ids = (await room.MailsAsync(4)).Select(d => d.Id).Order().ToList();
        await room.WebhookAsync("ops");
        await outbox.TakeAsync("one", room.NowMs, 3, DeliveryChannel.Mail, Token);
        await outbox.TakeAsync("one", room.NowMs, 1, DeliveryChannel.Webhook, Token);
        await outbox.SentAsync(ids[0], "one", "250 ok", room.NowMs);
        await outbox.FailedAsync(ids[1], "one", "451 later", isFinal: false, room.NowMs);
        await outbox.SentAsync((await room.AllAsync())[0].Id, "one", "200 OK", room.NowMs);
        await outbox.TakeAsync("one", room.NowMs, 1, DeliveryChannel.Mail, Token);
        await outbox.FailedAsync(ids[3], "one", "550 no", isFinal: true, room.NowMs);

        var view = await Desk(room).ReadAsync(new DeliveryQuery(), Of(new RoleGrant(Role.Owner)), Token);

        Assert.Equal(
            [("ops", "Sent", true), ("person3@alderway.example", "Given up", true), ("person2@alderway.example", "Sending", false), ("person1@alderway.example", "Retrying", true), ("person0@alderway.example", "Sent", false)],
            view.Lines.Select(l => (l.Recipient, l.Word, l.CanRetry)));
        Assert.Equal("No-data alarm", view.Lines[0].What);
        Assert.Equal(TimeSpan.FromMinutes(1), view.Lines[3].Next - view.Now);
    }

    [Fact]
    public async Task Sending_again_is_audited_and_a_mail_that_arrived_is_not_sent_twice()
    {
        await using var room = await PostRoom.OpenAsync();
        var mails = await room.MailsAsync(2);
        await room.Database.Outbox.TakeAsync("one", room.NowMs, 2, DeliveryChannel.Mail, Token);
        await room.Database.Outbox.SentAsync(mails[0].Id, "one", "250 ok", room.NowMs);
        await room.Database.Outbox.FailedAsync(mails[1].Id, "one", "550 no", isFinal: true, room.NowMs);
        var owner = Of(new RoleGrant(Role.Owner));

        Assert.False(await Desk(room).RetryAsync(mails[0].Id, owner, Token));
        Assert.True(await Desk(room).RetryAsync(mails[1].Id, owner, Token));
        Assert.False(await Desk(room).RetryAsync(999, owner, Token));

        var entries = await room.Database.Audit.ReadAsync(new AuditQuery(), null, 1, Token);
        Assert.Equal([("delivery-retried", $"delivery:{mails[1].Id}", "somebody@example.org")], entries.Select(e => (e.Kind, e.Subject, e.Who)));
    }

    [Fact]
    public async Task The_log_is_for_those_who_see_the_whole_organisation()
    {
        await using var room = await PostRoom.OpenAsync();
        await room.MailsAsync(60);
        var lead = Of(new RoleGrant(Role.TeamAdmin, "Blue"));
        var owner = Of(new RoleGrant(Role.Owner));

        await Assert.ThrowsAsync<NotAllowedException>(() => Desk(room).ReadAsync(new DeliveryQuery(), lead, Token));
        await Assert.ThrowsAsync<NotAllowedException>(() => Desk(room).ReadAsync(new DeliveryQuery(), Of(new RoleGrant(Role.Platform)), Token));
        await Assert.ThrowsAsync<NotAllowedException>(() => Desk(room).AttemptsAsync(1, Of(), Token));
        await Assert.ThrowsAsync<NotAllowedException>(() => Desk(room).RetryAsync(1, Of(new RoleGrant(Role.Finance)), Token));
        var first = await Desk(room).ReadAsync(new DeliveryQuery(), owner, Token);
        var second = await Desk(room).ReadAsync(new DeliveryQuery(BeforeId: first.Next), owner, Token);
        var one = await Desk(room).ReadAsync(new DeliveryQuery(Search: "PERSON7@"), owner, Token);

        Assert.Equal((20, 20), (first.Lines.Count, second.Lines.Count));
        Assert.Null((await Desk(room).ReadAsync(new DeliveryQuery(BeforeId: second.Next), owner, Token)).Next);
        Assert.Equal("person7@alderway.example", Assert.Single(one.Lines).Recipient);
        Assert.True(first.MayRetry);
    }
}
