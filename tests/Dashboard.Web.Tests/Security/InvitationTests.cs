using System.Collections.Immutable;
using System.Net;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Features.People;
using Dashboard.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed class InvitationTests
{
    private const string Email = "mara@alderway.example";
    private const string OwnerEmail = "ines@alderway.example";
    private static readonly RoleGrant[] CloudAdmin = [new(Role.TeamAdmin, "Cloud"), new(Role.SeatHolder)];
    private readonly SetClock _clock = new(new DateTimeOffset(2026, 11, 19, 14, 20, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_link_makes_the_account_with_its_roles_once()
    {
        using var host = await StartAsync();
        var link = await InviteAsync(host);
        using var browser = host.Browser();

        var joined = await browser.SubmitAsync(link, "join", ("Name", "Mara Lindqvist"), ("Password", Forms.Password));
        var account = await browser.GetStringAsync(new Uri("/account", UriKind.Relative));
        var again = await host.Browser().GetStringAsync(new Uri(link, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        Assert.Contains("Mara Lindqvist", account);
        Assert.Equal(CloudAdmin, await RolesAsync(host));
        Assert.Contains("has been used", again);
        Assert.DoesNotContain("<form", again);
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_the_link_stays_open()
    {
        using var host = await StartAsync();
        var link = await InviteAsync(host);
        using var browser = host.Browser();

        var refused = await browser.SubmitAsync(link, "join", ("Name", "Mara"), ("Password", "password12345"));
        var joined = await browser.SubmitAsync(link, "join", ("Name", "Mara"), ("Password", Forms.Password));

        Assert.Contains("tried first", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
    }

    [Fact]
    public async Task Of_two_people_with_one_link_one_joins()
    {
        using var host = await StartAsync();
        var link = await InviteAsync(host);
        using var one = host.Browser();
        using var two = host.Browser();

        var answers = await Task.WhenAll(
            one.SubmitAsync(link, "join", ("Name", "One"), ("Password", Forms.Password)), two.SubmitAsync(link, "join", ("Name", "Two"), ("Password", Forms.Password)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        Assert.Equal(1, await db.Users.CountAsync(u => u.Email == Email));
    }

    [Fact]
    public async Task An_expired_withdrawn_replaced_or_guessed_link_says_so_and_makes_nobody()
    {
        using var host = await StartAsync();
        var invitations = host.Services.GetRequiredService<Invitations>();
        var first = await InviteAsync(host);
        var row = (await invitations.ListAsync(Owner)).Single();
        var second = await invitations.RenewAsync(Owner, row);
        var replaced = await PageAsync(host, first);
        _clock.Pass(TimeSpan.FromDays(8));
        var expired = await PageAsync(host, second!);
        var third = await invitations.RenewAsync(Owner, row);
        var open = await PageAsync(host, third!);
        await invitations.WithdrawAsync(Owner, row);
        var withdrawn = await PageAsync(host, third!);

        Assert.Contains("not valid", replaced);
        Assert.Contains("has expired", expired);
        Assert.Contains("<form", open);
        Assert.Contains("was withdrawn", withdrawn);
        Assert.Contains("not valid", await PageAsync(host, "/join?token=guess"));
        Assert.Contains("not valid", await PageAsync(host, "/join"));
        Assert.Null(await invitations.RenewAsync(Owner, row));
    }

    [Fact]
    public async Task An_invitation_of_somebody_who_may_invite_no_longer_is_worth_nothing()
    {
        using var host = await StartAsync();
        await DecideAsync(host, new RoleGranted("second@alderway.example", Role.Owner));
        var second = new Caller("second@alderway.example", new Access("second@alderway.example", [new(Role.Owner)]));
        var (link, _) = await host.Services.GetRequiredService<Invitations>().MakeAsync(second, Email, "Mara", [new(Role.Owner)]);
        await DecideAsync(host, new RoleWithdrawn("second@alderway.example", Role.Owner));

        Assert.Contains("was withdrawn", await PageAsync(host, link!));
    }

    [Fact]
    public async Task Roles_that_a_crash_left_out_are_granted_at_the_next_sign_in()
    {
        using var host = await StartAsync();
        var link = await InviteAsync(host);
        await host.Browser().SubmitAsync(link, "join", ("Name", "Mara"), ("Password", Forms.Password));
        await DecideAsync(host, new RoleWithdrawn(Email, Role.SeatHolder));
        await using (var db = host.Services.GetRequiredService<Database>().CreateDbContext())
        {
            await db.Set<InvitationRow>().ExecuteUpdateAsync(s => s.SetProperty(r => r.SettledAtMs, (long?)null));
        }

        await host.Browser().SignInAsync(email: Email);
        var granted = await RolesAsync(host);
        await DecideAsync(host, new RoleWithdrawn(Email, Role.SeatHolder));
        await host.Browser().SignInAsync(email: Email);

        Assert.Equal(CloudAdmin, granted.OrderBy(g => g.Role));
        Assert.Single(await RolesAsync(host));
    }

    [Fact]
    public async Task What_cannot_be_invited_is_refused_with_the_reason()
    {
        using var host = await StartAsync();
        var invitations = host.Services.GetRequiredService<Invitations>();
        await InviteAsync(host);

        async Task<string?> Problem(string email, string name, params RoleGrant[] roles) => (await invitations.MakeAsync(Owner, email, name, roles)).Problem;

        Assert.Contains("not an e-mail", await Problem("no address", "A", new RoleGrant(Role.Finance)));
        Assert.Contains("not an e-mail", await Problem("a@b.example\r\nBcc: x@evil.example", "A", new RoleGrant(Role.Finance)));
        Assert.Contains("name", await Problem("a@b.example", " ", new RoleGrant(Role.Finance)));
        Assert.Contains("at least one role", await Problem("a@b.example", "A"));
        Assert.Contains("has an account", await Problem(OwnerEmail.ToUpperInvariant(), "A", new RoleGrant(Role.Finance)));
        Assert.Contains("open invitation", await Problem(Email.ToUpperInvariant(), "A", new RoleGrant(Role.Finance)));
    }

    [Fact]
    public async Task Only_who_manages_people_does_any_of_this()
    {
        using var host = await StartAsync();
        var desk = host.Services.GetRequiredService<PeopleDesk>();
        var invitations = host.Services.GetRequiredService<Invitations>();
        var id = await IdAsync(host, OwnerEmail);
        foreach (var role in Enum.GetValues<Role>().Where(r => r != Role.Owner))
        {
            var caller = new Caller("x@alderway.example", new Access("x@alderway.example", [new(role, role == Role.TeamAdmin ? "Cloud" : null)]));
            Func<Task>[] commands =
            [
                () => desk.ReadAsync(caller), () => desk.ChangeRolesAsync(caller, Email, [new(Role.Owner)], "why"), () => desk.LockAsync(caller, id, "why"),
                () => desk.UnlockAsync(caller, id, "why"), () => desk.SignOutEverywhereAsync(caller, id, "why"), () => desk.ResetSecondFactorAsync(caller, id, "why"),
                () => desk.RemoveAsync(caller, id, "why"), () => desk.EraseAsync(caller, Email, "why"), () => invitations.ListAsync(caller), () => invitations.MakeAsync(caller, Email, "Mara", [new(Role.Owner)]),
            ];
            foreach (var command in commands)
            {
                await Assert.ThrowsAsync<NotAllowedException>(command);
            }
        }
    }

    [Fact]
    public async Task A_locked_person_is_out_at_once_and_comes_back_when_unlocked()
    {
        using var host = await StartAsync();
        using var browser = host.Browser();
        await browser.SubmitAsync(await InviteAsync(host), "join", ("Name", "Mara"), ("Password", Forms.Password));
        var desk = host.Services.GetRequiredService<PeopleDesk>();
        var id = await IdAsync(host, Email);

        Assert.Null(await desk.LockAsync(Owner, id, "left the company"));
        var out1 = await browser.GetAsync(new Uri("/account", UriKind.Relative));
        var refused = await browser.SignInAsync(email: Email);
        _clock.Pass(TimeSpan.FromDays(400));
        var still = await browser.SignInAsync(email: Email);
        Assert.Null(await desk.UnlockAsync(Owner, id, "came back"));
        var back = await browser.SignInAsync(email: Email);

        Assert.Equal(HttpStatusCode.Redirect, out1.StatusCode);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
    }

    [Fact]
    public async Task The_last_owner_keeps_role_and_account_and_nobody_locks_or_removes_themselves()
    {
        using var host = await StartAsync();
        var desk = host.Services.GetRequiredService<PeopleDesk>();
        var id = await IdAsync(host, OwnerEmail);
        var other = new Caller("api-key:1 admin", new Access("", [new(Role.Owner)]));

        Assert.Contains("last owner", await desk.ChangeRolesAsync(Owner, OwnerEmail, [new(Role.Finance)], "why"));
        Assert.Contains("last owner", await desk.RemoveAsync(other, id, "why"));
        Assert.Contains("own account", await desk.RemoveAsync(Owner, id, "why"));
        Assert.Contains("own account", await desk.LockAsync(Owner, id, "why"));
        Assert.Contains("own account", await desk.ResetSecondFactorAsync(Owner, id, "why"));
        Assert.Contains("reason", await desk.ChangeRolesAsync(Owner, OwnerEmail, [], " "));
        Assert.Equal([new RoleGrant(Role.Owner)], (await host.Services.GetRequiredService<Database>().Decisions.CurrentAsync()).RolesOf(OwnerEmail));
    }

    [Fact]
    public async Task A_removed_person_has_no_role_and_no_session()
    {
        using var host = await StartAsync();
        using var browser = host.Browser();
        await browser.SubmitAsync(await InviteAsync(host), "join", ("Name", "Mara"), ("Password", Forms.Password));
        var desk = host.Services.GetRequiredService<PeopleDesk>();

        Assert.Null(await desk.RemoveAsync(Owner, await IdAsync(host, Email), "left the company"));

        Assert.Empty(await RolesAsync(host));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/account", UriKind.Relative))).StatusCode);
        Assert.Contains("is wrong", await (await browser.SignInAsync(email: Email)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_erased_person_is_nowhere_and_the_trail_still_verifies()
    {
        using var host = await StartAsync();
        await host.Browser().SubmitAsync(await InviteAsync(host), "join", ("Name", "Mara Lindqvist"), ("Password", Forms.Password));
        var desk = host.Services.GetRequiredService<PeopleDesk>();
        var database = host.Services.GetRequiredService<Database>();

        var (_, role) = await desk.EraseAsync(Owner, Email, "asked for it");
        await desk.ChangeRolesAsync(Owner, Email, [], "leaves");
        var (_, own) = await desk.EraseAsync(Owner, OwnerEmail, "asked for it");
        var (done, problem) = await desk.EraseAsync(Owner, Email.ToUpperInvariant(), "asked for it");
        var report = await database.Audit.VerifyAsync();

        Assert.Contains("still has a role", role);
        Assert.Contains("own account", own);
        Assert.Null(problem);
        Assert.Contains("stands for the person", done);
        Assert.Equal(0, report.Broken);
        Assert.Equal([OwnerEmail], (await desk.ReadAsync(Owner)).People.Select(p => p.Email));
    }

    private static Caller Owner { get; } = new(OwnerEmail, new Access(OwnerEmail, ImmutableArray.Create(new RoleGrant(Role.Owner))));

    private async Task<WebHost> StartAsync()
    {
        var host = new WebHost { Clock = _clock };
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        return host;
    }

    private static async Task<string> InviteAsync(WebHost host) =>
        (await host.Services.GetRequiredService<Invitations>().MakeAsync(Owner, Email, "Mara Lindqvist", CloudAdmin)).Path!;

    private static async Task<string> PageAsync(WebHost host, string link) => await host.Browser().GetStringAsync(new Uri(link, UriKind.Relative));

    private static async Task<ImmutableArray<RoleGrant>> RolesAsync(WebHost host) => (await host.Services.GetRequiredService<Database>().Decisions.CurrentAsync()).RolesOf(Email);

    private static async Task<string> IdAsync(WebHost host, string email)
    {
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        return await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync();
    }

    private async Task DecideAsync(WebHost host, DecisionBody body) => Assert.IsType<AppendResult.Appended>(await host.Services.GetRequiredService<Database>().Decisions.AppendAsync(
        [new NewDecision(body, _clock.GetUtcNow().ToUnixTimeMilliseconds(), "test")], "test", _clock.GetUtcNow().ToUnixTimeMilliseconds()));
}
