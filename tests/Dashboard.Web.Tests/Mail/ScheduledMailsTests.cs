using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Features.Ledger;
using Dashboard.Web.Features.Overview;
using Dashboard.Web.Features.SeatDetail;
using Dashboard.Web.Features.Seats;
using Dashboard.Web.Mail.Scheduled;
using Dashboard.Web.Security;
using static Dashboard.Web.Tests.Mail.MailPlace;

namespace Dashboard.Web.Tests.Mail;

public sealed class ScheduledMailsTests
{
    private const string Monday = "2026-11-23T08:00:00Z";

    [Fact]
    public async Task Without_a_choice_finance_and_team_admins_get_a_digest_on_monday_morning_and_nobody_else()
    {
        await using var place = await CreateAsync();

        Assert.DoesNotContain(await place.RunAsync("2026-11-23T07:59:00Z"), d => d.Letter is DigestLetter);
        var mails = await place.RunAsync(Monday);

        Assert.Equal([Admin, Finance], Digests(mails).Select(d => d.Recipient).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_figures_of_a_digest_are_those_of_the_persons_own_page()
    {
        await using var place = await CreateAsync();
        await place.Preferences.SaveAsync(new MailPreference { Person = Ada, Digest = DigestRhythm.Daily }, Entry, Ms("2026-11-20T12:00:00Z"));
        var mails = Digests(await place.RunAsync(Monday)).ToDictionary(d => d.Recipient, d => (DigestLetter)d.Letter!);

        var overview = await new OverviewReader(place.Database, place.Clock).ReadAsync(await As(place, Finance));
        Assert.Equal(overview.Figures.Select(f => (f.Label, f.Value, f.Sub)), mails[Finance].Figures.Select(f => (f.Label, f.Value, f.Sub)));
        Assert.Equal((overview.Answer, overview.Reason, overview.Chart!.Sentence), (mails[Finance].Answer, mails[Finance].Reason, mails[Finance].Chart!.Words));

        var seats = await new SeatsDesk(place.Database, place.Clock).ReadAsync(new SeatsFilter(), 0, await As(place, Admin));
        Assert.Equal((2, Nanodollars.FromUsd(12)), (seats.Totals.Seats, seats.Totals.Consumed));
        Assert.Contains(mails[Admin].Figures, f => (f.Label, f.Value) == ("Consumed", "$12.00"));
        Assert.Equal(("Cloud", "seats"), (mails[Admin].Scope, mails[Admin].Page));
        Assert.Equal(Nanodollars.FromUsd(12) + Nanodollars.FromUsd(6), mails[Admin].Chart!.Used[^1].Amount); // what Bo used without a claim is used too
        Assert.DoesNotContain(mails[Admin].Seats, s => s.Email == Cleo);

        var seat = (await new SeatReader(place.Database, place.Clock).ReadAsync(Ada, null, await As(place, Ada)))!;
        Assert.Equal(seat.Figures.Select(f => (f.Label, f.Value, f.Sub)), mails[Ada].Figures.Select(f => (f.Label, f.Value, f.Sub)));
        Assert.StartsWith("On track: $88.00 left this cycle", mails[Ada].Answer, StringComparison.Ordinal);

        foreach (var (person, letter) in mails)
        {
            var mail = await place.Renderer.RenderAsync(letter, person, "id@example.org", Server);
            Assert.All(letter.Figures, f => Assert.Contains(f.Value, mail.Text, StringComparison.Ordinal));
            Assert.Equal("chart", Assert.Single(mail.Images).ContentId);
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task However_often_it_runs_and_on_two_nodes_each_person_gets_each_mail_once(DatabaseProvider provider)
    {
        await using var place = await CreateAsync(provider);
        var other = await place.OpenAsync();
        var nodes = new[] { place.Scheduled(), place.Scheduled(other) };

        foreach (var now in (string[])[Monday, "2026-11-23T08:05:00Z", "2026-11-23T19:55:00Z", "2026-11-27T08:00:00Z", "2026-11-28T08:00:00Z", "2026-12-01T08:00:00Z", "2026-12-01T08:05:00Z"])
        {
            await Task.WhenAll(nodes.Concat(nodes).Select(n => Task.Run(() => n.RunAsync(Ms(now)))));
        }

        Assert.Equal(
            [(Admin, "credit-expiring"), (Admin, "credit-unclaimed"), (Admin, "digest"), (Ada, "credit-expiring"), (Bo, "credit-unclaimed"), (Finance, "digest"), (Finance, "month-end")],
            (await place.OutboxAsync()).Select(m => (m.Recipient, NameOf(m))).OrderBy(m => m.Recipient == Admin ? "" : m.Recipient, StringComparer.Ordinal).ThenBy(m => m.Item2, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Daily_digests_follow_the_persons_zone_and_come_once_a_day()
    {
        await using var place = await CreateAsync();
        await place.Preferences.SaveAsync(new MailPreference { Person = Ada, Digest = DigestRhythm.Daily, Zone = "Asia/Tokyo", MinuteOfDay = 7 * 60 }, Entry, Ms("2026-11-20T12:00:00Z"));

        Assert.Empty(Digests(await place.RunAsync("2026-11-20T21:55:00Z")));
        Assert.Single(Digests(await place.RunAsync("2026-11-20T22:00:00Z")), d => d.Recipient == Ada);
        Assert.Single(Digests(await place.RunAsync("2026-11-21T01:00:00Z")));
        Assert.Equal(2, Digests(await place.RunAsync("2026-11-21T22:03:00Z")).Count());
    }

    [Fact]
    public async Task Who_has_no_role_any_more_or_wants_none_gets_none()
    {
        await using var place = await CreateAsync();
        await place.DecideAsync("2026-11-21T10:00:00Z", new RoleWithdrawn(Admin, Role.TeamAdmin, "Cloud"));
        await place.Preferences.MuteAsync(Finance, MailKind.Digest, true, Entry, Ms("2026-11-21T10:00:00Z"));

        Assert.Empty(Digests(await place.RunAsync(Monday)));
    }

    [Fact]
    public async Task Unclaimed_credit_is_told_weekly_to_the_holder_and_the_admin_of_the_team()
    {
        await using var place = await CreateAsync();

        var mails = Credits(await place.RunAsync(Monday));
        Assert.Equal([Admin, Bo], mails.Select(m => m.Recipient).Order(StringComparer.Ordinal));
        var letter = (CreditLetter)mails[0].Letter!;
        Assert.Equal((false, Bo, Nanodollars.FromUsd(100), Nanodollars.FromUsd(6)), (letter.IsExpiring, letter.Lines.Single().Email, letter.Lines.Single().Left, letter.Lines.Single().Used));
        Assert.NotEmpty(letter.Steps);

        Assert.Equal(2, Credits(await place.RunAsync("2026-11-24T08:00:00Z")).Count);
        await place.DecideAsync("2026-11-25T10:00:00Z", new SeatEnded(2, new DateOnly(2026, 11, 26)));
        await place.Database.Books.RollForwardAsync(Ms("2026-11-30T07:00:00Z"));
        Assert.DoesNotContain(Credits(await place.RunAsync("2026-11-30T08:00:00Z")), m => m.CreatedAtMs > Ms("2026-11-25T00:00:00Z") && !((CreditLetter)m.Letter!).IsExpiring);
    }

    [Fact]
    public async Task Credit_that_is_left_is_told_once_shortly_before_its_cycle_ends()
    {
        await using var place = await CreateAsync();

        Assert.DoesNotContain(Credits(await place.RunAsync("2026-11-25T08:00:00Z")), IsExpiring);
        foreach (var day in Enumerable.Range(26, 5))
        {
            await place.RunAsync($"2026-11-{day}T08:00:00Z");
        }

        var mails = Credits(await place.OutboxAsync()).Where(IsExpiring).ToList();
        Assert.Equal([Admin, Ada], mails.Select(m => m.Recipient).OrderBy(r => r == Ada));
        Assert.All(mails, m => Assert.Equal((Ada, Nanodollars.FromUsd(88)), (((CreditLetter)m.Letter!).Lines.Single().Email, ((CreditLetter)m.Letter!).Lines.Single().Left)));
        Assert.DoesNotContain(mails, m => ((CreditLetter)m.Letter!).Lines.Any(l => l.Email == Cleo)); // 10% left
    }

    [Fact]
    public async Task The_month_end_summary_is_the_ledger_of_the_month_and_goes_to_finance()
    {
        await using var place = await CreateAsync();
        await place.Database.Books.RollForwardAsync(Ms("2026-12-01T07:00:00Z"));
        place.Clock.Pass(TimeSpan.FromDays(11));

        var mail = Assert.Single(await place.RunAsync("2026-12-01T08:00:00Z"), d => d.Letter is MonthEndLetter);
        var letter = (MonthEndLetter)mail.Letter!;
        var view = (await new LedgerDesk(place.Database, place.Clock).ReadAsync(new DateOnly(2026, 11, 1), LedgerGrouping.Team, await As(place, Finance)))!;

        Assert.Equal((Finance, new DateOnly(2026, 11, 1)), (mail.Recipient, letter.Month));
        Assert.Equal((view.Total.Cents.Granted, view.Total.Cents.Consumed, view.Total.Cents.Expired, view.Total.Cents.Uncovered), (letter.Total.Granted, letter.Total.Consumed, letter.Total.Expired, letter.Total.Uncovered));
        Assert.Equal((Nanodollars.FromUsd(200), Nanodollars.FromUsd(102), Nanodollars.FromUsd(98)), (letter.Total.Granted, letter.Total.Consumed, letter.Total.Expired));
        Assert.Equal(view.Lines.Select(l => (l.Name, l.Cents.Consumed)), letter.Lines.Select(l => (l.Name, l.Consumed)));
        Assert.Equal(letter.Total.Consumed, letter.Lines.Sum(l => l.Consumed));
    }

    [Fact]
    public async Task The_month_end_goes_to_the_owners_while_nobody_is_finance()
    {
        await using var place = await CreateAsync();
        await place.DecideAsync("2026-11-21T10:00:00Z", new RoleWithdrawn(Finance, Role.Finance, null));

        Assert.Equal(Owner, Assert.Single(await place.RunAsync("2026-12-01T08:00:00Z"), d => d.Letter is MonthEndLetter).Recipient);
    }

    [Fact]
    public async Task In_shadow_mode_only_finance_hears_and_is_told_so_first()
    {
        await using var place = await CreateAsync(mode: ProgrammeMode.Shadow);

        var mails = await place.RunAsync(Monday);
        mails = [.. mails, .. await place.RunAsync("2026-11-28T08:00:00Z")];

        Assert.All(mails, m => Assert.Equal(Finance, m.Recipient));
        Assert.True(Assert.IsType<DigestLetter>(mails[0].Letter).Shadow);
        Assert.StartsWith("Shadow: ", (await place.Renderer.RenderAsync(mails[0], Server)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_written()
    {
        await using var place = await CreateAsync();

        Assert.Equal(ScheduledTally.None, await place.Scheduled(withServer: false).RunAsync(Ms(Monday)));
        Assert.Empty(await place.OutboxAsync());
    }

    private static AuditEvent Entry { get; } = new("mail-preferences-changed", "person:test", "test");

    private static IEnumerable<Delivery> Digests(IReadOnlyList<Delivery> mails) => mails.Where(m => m.Letter is DigestLetter);

    private static List<Delivery> Credits(IReadOnlyList<Delivery> mails) => [.. mails.Where(m => m.Letter is CreditLetter)];

    private static bool IsExpiring(Delivery mail) => mail.Letter is CreditLetter { IsExpiring: true };

    private static string NameOf(Delivery mail) => mail.Letter switch { CreditLetter { IsExpiring: true } => "credit-expiring", CreditLetter => "credit-unclaimed", DigestLetter => "digest", MonthEndLetter => "month-end", _ => mail.Kind };

    private static async Task<Caller> As(MailPlace place, string person) => new(person, new Access(person, (await place.Database.Decisions.CurrentAsync()).RolesOf(person)));
}
