using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Writes;
using Dashboard.Web.Mail;
using Dashboard.Web.Security;
using static Dashboard.Web.Tests.Mail.MailPlace;

namespace Dashboard.Web.Tests.Mail;

public sealed class LetterRendererTests
{
    private static readonly AuditEvent Entry = new("mail-preferences-changed", "person:test", "test");

    [Fact]
    public async Task A_delivery_becomes_a_mail_in_the_recipients_zone_with_a_link_to_turn_it_off()
    {
        await using var place = await CreateAsync();
        await place.Preferences.SaveAsync(new MailPreference { Person = Ada, Zone = "Asia/Tokyo" }, Entry, 1);
        var letter = SampleLetters.Stages(SampleLetters.Line(1, "Ada Byron") with { Email = Ada });
        await place.Database.Outbox.AddAsync([new NewDelivery("k", DeliveryChannel.Mail, Ada, letter)], 1);
        var delivery = Assert.Single(await place.OutboxAsync());

        var mail = await place.Renderer.RenderAsync(delivery, Server);

        Assert.Equal((new MailParty(Ada, "Ada Byron"), Server.From, delivery.MessageId), (mail.To, mail.From, mail.MessageId));
        Assert.Equal("80% of your credit is used: $19.88 left, ends around 24 Nov", mail.Subject);
        Assert.Contains("19 Nov 2026, 01:40 Asia/Tokyo", mail.Text, StringComparison.Ordinal);
        Assert.StartsWith("https://drawdown.example.org/mail/unsubscribe?t=", mail.Unsubscribe!.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", mail.Unsubscribe.AbsoluteUri, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((Ada, MailKind.StageAlerts), new UnsubscribeLinks(Keys).Read(Uri.UnescapeDataString(mail.Unsubscribe.Query[3..])));
        Assert.DoesNotContain("Acknowledge", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_answers_alerts_is_offered_to_acknowledge_them()
    {
        await using var place = await CreateAsync();
        var letter = SampleLetters.Stages(SampleLetters.Line(1, "Ada Byron") with { Email = Ada });

        var admin = await place.Renderer.RenderAsync(letter, Admin, "id@x", Server);
        var stranger = await place.Renderer.RenderAsync(letter, "extra@example.org", "id@x", Server);

        Assert.Contains("Acknowledge: https://drawdown.example.org/runbook?alert=10", admin.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Acknowledge", stranger.Text, StringComparison.Ordinal);
        Assert.Null(stranger.To.Name);
    }

    [Fact]
    public async Task A_system_mail_has_no_link_to_turn_it_off()
    {
        await using var place = await CreateAsync();

        Assert.Null((await place.Renderer.RenderAsync(SampleLetters.DeadMan(), Owner, "id@x", Server)).Unsubscribe);
    }

    [Fact]
    public async Task An_invitation_is_sent_once_and_its_link_lies_encrypted_in_the_outbox()
    {
        await using var place = await CreateAsync();
        var stored = new StoredInvitations(place.Database);
        var invitations = new Invitations(stored, place.Database, new Decider(place.Database, place.Clock), place.Clock);
        var mails = new InvitationMails(place.Database, stored, new MailServerSettings(new MailConfiguration(Server, false, TimeSpan.FromSeconds(5)), new StoredMailServer(place.Database), Keys), new InvitationSecrets(Keys), place.Clock);
        var owner = new Caller(Owner, new Access(Owner, [new RoleGrant(Role.Owner)]));
        var (path, _) = await invitations.MakeAsync(owner, "new@example.org", "Noor Haddad", [new RoleGrant(Role.Auditor)]);

        Assert.Null(await mails.SendAsync(path!, owner));
        Assert.Equal("This link was sent already.", await mails.SendAsync(path!, owner));
        Assert.StartsWith("This link is worth nothing", await mails.SendAsync("/join?token=unknown", owner), StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotAllowedException>(() => mails.SendAsync(path!, new Caller(Finance, new Access(Finance, [new RoleGrant(Role.Finance)]))));

        var delivery = Assert.Single(await place.OutboxAsync());
        var token = path!.Split('=')[1];
        Assert.DoesNotContain(token, LetterJson.Write(delivery.Letter!), StringComparison.Ordinal);
        var mail = await place.Renderer.RenderAsync(delivery, Server);
        Assert.Equal(("new@example.org", true), (mail.To.Address, mail.Text.Contains($"https://drawdown.example.org/join?token={token}", StringComparison.Ordinal)));
        Assert.Null(mail.Unsubscribe);
    }

    [Fact]
    public async Task Unclaimed_holders_are_reminded_once_a_day_and_only_those_of_the_callers_teams()
    {
        await using var place = await CreateAsync();
        var reminders = new ClaimReminders(place.Database, new MailServerSettings(new MailConfiguration(Server, false, TimeSpan.FromSeconds(5)), new StoredMailServer(place.Database), Keys), place.Preferences, place.Clock);
        var admin = new Caller(Admin, new Access(Admin, [new RoleGrant(Role.TeamAdmin, "Cloud")]));
        var other = new Caller(Admin, new Access(Admin, [new RoleGrant(Role.TeamAdmin, "Data")]));

        Assert.Equal("0 mails are on the way.", await reminders.SendAsync([1, 2, 3], other));
        Assert.Equal("1 mail is on the way.", await reminders.SendAsync([1, 2, 3], admin));
        Assert.Equal("0 mails are on the way. 1 holder was reminded today already.", await reminders.SendAsync([2], admin));
        place.Clock.Pass(TimeSpan.FromDays(1));
        await place.Preferences.MuteAsync(Bo, MailKind.Credit, true, Entry, 1);
        Assert.Equal("0 mails are on the way. 1 holder does not want such mails.", await reminders.SendAsync([2], admin));

        var delivery = Assert.Single(await place.OutboxAsync());
        var mail = await place.Renderer.RenderAsync(delivery, Server);
        Assert.Equal((Bo, "Your credit waits to be claimed: $100.00 a cycle"), (delivery.Recipient, mail.Subject));
        Assert.Contains($"Sent by {Admin}.", mail.Text, StringComparison.Ordinal);
    }
}
