using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.People;

/// <summary>Who may sign in and what they may do. Every command asks for the right first; answers are what is wrong, null when it was done.</summary>
public sealed class PeopleDesk(IServiceScopeFactory scopes, Database database, Decider decider, Sessions sessions, Invitations invitations, TimeProvider time)
{
    /// <summary>A lock that an owner set; one of too many wrong passwords ends after minutes.</summary>
    private static readonly DateTimeOffset ForGood = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Gone = "There is no such account any more.";
    private const string Own = "Not your own account: ask another owner.";

    public async Task<PeopleView> ReadAsync(Caller caller)
    {
        caller.Require(Right.ManagePeople);
        var now = Now();
        var organisation = await database.Decisions.CurrentAsync();
        var counts = await sessions.CountAsync();
        await using var db = database.CreateDbContext();
        var accounts = await db.Users.AsNoTracking().ToListAsync();
        var people = accounts
            .Select(a => new PersonLine(
                a.Id, (a.Email ?? "").ToLowerInvariant(), a.Name, organisation.RolesOf(a.Email ?? ""), a.LastSeenAtMs, counts.GetValueOrDefault(a.Id), a.TwoFactorEnabled, a.LockoutEnd >= ForGood, IsOwn(caller, a)))
            .ToList();
        var without = organisation.Roles.Where(r => r.Value.Length > 0 && people.TrueForAll(p => p.Email != r.Key))
            .Select(r => new PersonLine(null, r.Key, "", r.Value, null, 0, false, false, false));
        return new PeopleView(
            [.. people.Concat(without).OrderBy(p => p.Name.Length == 0).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Email, StringComparer.Ordinal)],
            [.. (await invitations.ListAsync(caller)).Where(i => i is { UsedAtMs: null, WithdrawnAtMs: null })],
            [.. organisation.Teams.Concat(organisation.Seats.Values.Select(s => s.Team.At(now)).OfType<string>()).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)],
            now);
    }

    /// <summary>Grants and withdraws what differs, all or none. The last owner stays one.</summary>
    public async Task<string?> ChangeRolesAsync(Caller caller, string email, IReadOnlyCollection<RoleGrant> wanted, string reason)
    {
        caller.Require(Right.ManagePeople);
        if (string.IsNullOrWhiteSpace(reason))
        {
            return "Say why: the reason is kept with the decision.";
        }

        var has = (await database.Decisions.CurrentAsync()).RolesOf(email);
        List<DecisionBody> bodies = [.. wanted.Except(has).Select(g => new RoleGranted(email, g.Role, g.Team)), .. has.Except(wanted).Select(g => new RoleWithdrawn(email, g.Role, g.Team))];
        return bodies.Count == 0 ? "Nothing would change." : await DecideAsync(caller, bodies, reason);
    }

    public async Task<string?> LockAsync(Caller caller, string id, string reason)
    {
        var problem = await ChangeAsync(caller, id, "account-locked", reason, (users, person) => users.SetLockoutEndDateAsync(person, ForGood), notOwn: true);
        return problem ?? await SignOutEverywhereAsync(caller, id, reason);
    }

    public Task<string?> UnlockAsync(Caller caller, string id, string reason) =>
        ChangeAsync(caller, id, "account-unlocked", reason, async (users, person) =>
            await users.SetLockoutEndDateAsync(person, null) is { Succeeded: false } failed ? failed : await users.ResetAccessFailedCountAsync(person));

    /// <summary>Ends all sessions of a person; open pages stop within seconds.</summary>
    public async Task<string?> SignOutEverywhereAsync(Caller caller, string id, string reason)
    {
        caller.Require(Right.ManagePeople);
        await using var db = database.CreateDbContext();
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id) is not { } person)
        {
            return Gone;
        }

        await sessions.EndOthersAsync(id, person.Email, null, caller.Actor, reason);
        return null;
    }

    /// <summary>For somebody who lost phone and recovery codes: the password alone signs in again, and all sessions end.</summary>
    public async Task<string?> ResetSecondFactorAsync(Caller caller, string id, string reason)
    {
        var problem = await ChangeAsync(
            caller,
            id,
            "second-factor-reset",
            reason,
            async (users, person) => await users.SetTwoFactorEnabledAsync(person, false) is { Succeeded: false } failed ? failed : await users.ResetAuthenticatorKeyAsync(person),
            notOwn: true);
        return problem ?? await SignOutEverywhereAsync(caller, id, reason);
    }

    /// <summary>Withdraws all roles and deletes the account with its sessions, passkeys and codes. What the person decided stays. The last owner stays.</summary>
    public async Task<string?> RemoveAsync(Caller caller, string id, string reason)
    {
        caller.Require(Right.ManagePeople);
        if (string.IsNullOrWhiteSpace(reason))
        {
            return "Say why: the reason is kept.";
        }

        await using var db = database.CreateDbContext();
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id) is not { Email: { } email } person)
        {
            return Gone;
        }

        if (IsOwn(caller, person))
        {
            return Own;
        }

        var roles = (await database.Decisions.CurrentAsync()).RolesOf(email);
        if (roles.Length > 0 && await DecideAsync(caller, [.. roles.Select(g => new RoleWithdrawn(email, g.Role, g.Team))], reason) is { } refused)
        {
            return refused;
        }

        return await ChangeAsync(caller, id, "account-removed", reason, (users, account) => users.DeleteAsync(account), notOwn: true);
    }

    /// <summary>Puts a pseudonym in the place of a person, for good; what was done, or what is wrong.</summary>
    public async Task<(string? Done, string? Problem)> EraseAsync(Caller caller, string email, string reason)
    {
        caller.Require(Right.ManagePeople);
        if (string.IsNullOrWhiteSpace(email) || string.IsNullOrWhiteSpace(reason))
        {
            return (null, "Enter the e-mail in full, and a reason.");
        }

        if (string.Equals(email.Trim(), caller.Actor.Who, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Own);
        }

        try
        {
            var erased = await database.Audit.EraseAsync(email.Trim(), caller.Actor, reason.Trim(), Now());
            await database.Books.CatchUpAsync(Now());
            return ($"{erased.Pseudonym} stands for the person now, in {erased.Decisions + erased.Entries + erased.Rows} places.", null);
        }
        catch (DatabaseException e)
        {
            return (null, e.Message);
        }
    }

    private static bool IsOwn(Caller caller, AppUser person) => string.Equals(person.Email, caller.Actor.Who, StringComparison.OrdinalIgnoreCase);

    private async Task<string?> DecideAsync(Caller caller, IReadOnlyList<DecisionBody> bodies, string reason) =>
        await decider.DecideAsync(caller, [.. bodies.Select(b => new NewDecision(b, Now(), reason.Trim()))]) switch
        {
            AppendResult.Refused refused => string.Join(' ', refused.Refusals.Select(r => r.Message).Distinct()),
            _ => null,
        };

    /// <summary>A change of an account and its entry in the audit trail, in a scope of their own.</summary>
    private async Task<string?> ChangeAsync(
        Caller caller, string id, string kind, string reason, Func<UserManager<AppUser>, AppUser, Task<IdentityResult>> change, bool notOwn = false)
    {
        caller.Require(Right.ManagePeople);
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        if (await users.FindByIdAsync(id) is not { } person)
        {
            return Gone;
        }

        if (notOwn && IsOwn(caller, person))
        {
            return Own;
        }

        var result = IdentityResult.Success;
        var entry = SignInTrail.Entry(kind, person.Email, caller.Actor, reason: reason.Trim());
        await AuditedChange.RunAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), async () => (result = await change(users, person)).Succeeded, entry, Now());
        return result.Succeeded ? null : string.Join(' ', result.Errors.Select(e => e.Description));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
