using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

public sealed class ApprovalMailTests
{
    [Theory, BothDatabases]
    public async Task Who_may_approve_gets_a_mail_with_the_request_and_who_asks_does_not(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "80.12"));
        var notified = 0;
        test.Database.Outbox.Added += () => notified++;

        await AskAsync(test, "lead@example.org");

        var mail = Assert.Single(await test.Database.Outbox.ReadAsync(new DeliveryQuery()));
        var letter = Assert.IsType<ApprovalLetter>(mail.Letter);
        Assert.Equal(("owner@example.org", "lead@example.org", "ada@example.org", Nanodollars.FromUsd(40)), (mail.Recipient, letter.AskedBy, letter.Email, letter.Cap));
        Assert.Equal((Nanodollars.FromUsd(100), "80.12"), (letter.Allocated, Usd.Format(letter.Consumed)));
        Assert.Equal(Assert.Single((await test.Database.Decisions.CurrentAsync()).OverageRequests).Key, letter.RequestId);
        Assert.Equal(1, notified);
    }

    [Theory, BothDatabases]
    public async Task Of_a_seat_holders_request_owner_and_team_admin_hear_and_who_wants_none_does_not(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        var preferences = new MailPreferences(test.Database);

        await AskAsync(test, "ada@example.org");
        await preferences.MuteAsync("lead@example.org", MailKind.Approvals, true, new AuditEvent("mail-turned-off", "person:lead@example.org", "lead@example.org"), Noon);
        await test.Database.Decisions.AppendAsync([new NewDecision(new OverageRequested(test.Bob, Nanodollars.FromUsd(5), null), Noon, "why")], "bob@example.org", Noon);

        Assert.Equal(["lead@example.org", "owner@example.org", "owner@example.org"], (await test.Database.Outbox.ReadAsync(new DeliveryQuery())).Select(d => d.Recipient).Order(StringComparer.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_look_at_a_request_and_a_refused_one_send_nothing(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        var ask = new NewDecision(new OverageRequested(test.Ada, Nanodollars.FromUsd(40), null), Noon, "why");

        await test.Database.Decisions.AppendAsync([ask], "ada@example.org", Noon, preview: true);
        var refused = await test.Database.Decisions.AppendAsync([ask, ask], "ada@example.org", Noon);

        Assert.IsType<AppendResult.Refused>(refused);
        Assert.Empty(await test.Database.Outbox.ReadAsync(new DeliveryQuery()));
    }

    [Theory, BothDatabases]
    public async Task The_runbooks_own_request_is_mailed_like_any_other(DatabaseProvider provider)
    {
        await using var test = await ReadyAsync(provider);
        var rules = RunbookRules.Default with { Stages = [new RunbookStage { Stage = Stage.AtPercent(80), AskOverageUpTo = Nanodollars.FromUsd(40) }] };
        await test.Log.AppendAsync(Start, new RunbookSet(null, null, rules));
        await test.Database.Runbook.EvaluateAsync(Start + 1);
        await test.WriteAsync(Use("a", Start + Day, "85"));

        await test.Database.Runbook.EvaluateAsync(Noon);
        await test.Database.Runbook.EvaluateAsync(Noon + 60_000);

        var letters = (await test.Database.Outbox.ReadAsync(new DeliveryQuery(Kind: ApprovalLetter.KindName))).ToList();
        Assert.Equal(["lead@example.org", "owner@example.org"], letters.Select(l => l.Recipient).Order(StringComparer.Ordinal));
        Assert.All(letters, l => Assert.Equal(Actor.Product, ((ApprovalLetter)l.Letter!).AskedBy));
    }

    private static Task<AppendResult> AskAsync(BooksTest test, string who) =>
        test.Database.Decisions.AppendAsync([new NewDecision(new OverageRequested(test.Ada, Nanodollars.FromUsd(40), null), Noon, "The release is on the 27th.")], who, Noon);

    private static async Task<BooksTest> ReadyAsync(DatabaseProvider provider)
    {
        var test = await CreateAsync(provider);
        await test.Log.AppendAsync(Start, new RoleGranted("owner@example.org", Role.Owner), new RoleGranted("lead@example.org", Role.TeamAdmin, "Blue"));
        return test;
    }
}
