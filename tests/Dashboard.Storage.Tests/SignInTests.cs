using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Tests;

public sealed class SignInTests
{
    private const long Now = 1_763_562_000_000;

    /// <summary>Every trail begins with an entry that says so.</summary>
    private const int Begins = 1;

    private static readonly AuditEvent Entry = new("signed-in", "person:ada@example.org", "ada@example.org");

    [Theory, BothDatabases]
    public async Task A_session_holds_until_it_is_ended_and_each_step_is_in_the_trail(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var (person, sessions) = (await PersonAsync(test), new StoredSessions(test.Database));
        foreach (var id in (string[])["a", "b", "c"])
        {
            await sessions.AddAsync(Session(id, person, Now), Now - 1000, Entry);
        }

        Assert.True(await sessions.EndAsync(person, "a", Entry, Now));
        Assert.False(await sessions.EndAsync(person, "a", Entry, Now));
        Assert.False(await sessions.EndAsync("somebody else", "b", Entry, Now));
        Assert.True(await sessions.EndAllAsync(person, "c", Entry, Now));
        Assert.False(await sessions.EndAllAsync(person, "c", Entry, Now));

        Assert.Equal(["c"], (await sessions.ListAsync(person)).Select(s => s.Id));
        Assert.Equal(1, (await sessions.CountAsync())[person]);
        Assert.Null(await sessions.FindAsync("a"));
        Assert.Equal(Begins + 3 + 2, (await test.Database.Audit.VerifyAsync()).Entries);
    }

    [Theory, BothDatabases]
    public async Task A_new_session_forgets_those_that_nobody_used_and_the_person_was_seen(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var (person, sessions) = (await PersonAsync(test), new StoredSessions(test.Database));
        await sessions.AddAsync(Session("old", person, Now), 0, Entry);
        await sessions.AddAsync(Session("used", person, Now), 0, Entry);
        await sessions.TouchAsync((await sessions.FindAsync("used"))!, Now + 5000);

        await sessions.AddAsync(Session("new", person, Now + 9000), Now + 4000, Entry);

        Assert.Equal(["new", "used"], (await sessions.ListAsync(person)).Select(s => s.Id));
        await using var db = test.Database.CreateDbContext();
        Assert.Equal(Now + 9000, db.Users.Single().LastSeenAtMs);
    }

    [Theory, BothDatabases]
    public async Task A_step_of_the_authenticator_is_used_once_and_a_save_of_the_account_does_not_set_it_back(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var (person, steps) = (await PersonAsync(test), new StoredCodeSteps(test.Database));
        await using var stale = test.Database.CreateDbContext();
        var before = stale.Users.Single();

        var used = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => steps.UseAsync(person, 100)));
        before.Name = "Ada, renamed";
        stale.Update(before);
        await stale.SaveChangesAsync();

        Assert.Single(used, u => u);
        Assert.False(await steps.UseAsync(person, 100));
        Assert.False(await steps.UseAsync(person, 99));
        Assert.True(await steps.UseAsync(person, 101));
    }

    [Theory, BothDatabases]
    public async Task An_invitation_is_used_once_and_not_after_it_was_withdrawn_or_expired(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var invitations = new StoredInvitations(test.Database);
        byte[] one = [1], two = [2], three = [3], four = [4];
        var (first, second, third) = (await invitations.AddAsync(Invitation(one), Entry), await invitations.AddAsync(Invitation(two), Entry), await invitations.AddAsync(Invitation(three), Entry));

        Assert.False(await UseAsync(test, first, one, Now, creates: false));
        Assert.True(await UseAsync(test, first, one, Now, creates: true));
        Assert.False(await UseAsync(test, first, one, Now, creates: true));
        Assert.True(await invitations.WithdrawAsync(second, Now, Entry));
        Assert.False(await invitations.WithdrawAsync(first, Now, Entry));
        Assert.False(await UseAsync(test, second, two, Now, creates: true));
        Assert.False(await UseAsync(test, third, three, Now + 1000, creates: true));
        Assert.True(await invitations.RenewAsync(third, four, Now + 5000, Entry, Now));
        Assert.False(await UseAsync(test, third, three, Now + 2000, creates: true));
        Assert.True(await UseAsync(test, third, four, Now + 2000, creates: true));
        Assert.Equal([first, third], (await invitations.UnsettledAsync("ada@example.org")).Select(i => i.Id).Order());
        await invitations.SettleAsync(first, Now);
        Assert.Equal([third], (await invitations.UnsettledAsync("ada@example.org")).Select(i => i.Id));
        Assert.Equal(Begins + 3 + 1 + 1 + 1 + 1, (await test.Database.Audit.VerifyAsync()).Entries);
    }

    private static async Task<bool> UseAsync(TestDatabase test, int id, byte[] hash, long nowMs, bool creates)
    {
        await using var db = test.Database.CreateDbContext();
        return await StoredInvitations.UseUpAsync(db, id, hash, nowMs, () => Task.FromResult(creates), Entry);
    }

    private static async Task<string> PersonAsync(TestDatabase test)
    {
        await using var db = test.Database.CreateDbContext();
        var person = new AppUser { UserName = "ada@example.org", Email = "ada@example.org", NormalizedEmail = "ADA@EXAMPLE.ORG", NormalizedUserName = "ADA@EXAMPLE.ORG" };
        db.Add(person);
        await db.SaveChangesAsync();
        return person.Id;
    }

    private static SignInSessionRow Session(string id, string person, long atMs) => new() { Id = id, UserId = person, MadeAtMs = atMs, LastSeenAtMs = atMs, Agent = "Firefox", How = "Password" };

    private static InvitationRow Invitation(byte[] hash) => new()
    {
        TokenHash = hash, Email = "ada@example.org", Name = "Ada", Roles = "[]", MadeBy = "ines@example.org", MadeAtMs = Now, ExpiresAtMs = Now + 1000,
    };
}
