using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Web.Security;

/// <summary>
/// One-time links that make accounts. A link is shown once; whoever has it becomes the invited person. Who invites needs the right to do
/// so twice: when the link is made and when it is used.
/// </summary>
public sealed class Invitations(StoredInvitations stored, Database database, Decider decider, TimeProvider time)
{
    /// <summary>How long a link holds.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromDays(7);

    private const int LongestName = 200;
    private const int LongestEmail = 254;
    private const int LongestToken = 200;

    /// <summary>All invitations, newest first.</summary>
    public async Task<IReadOnlyList<InvitationRow>> ListAsync(Caller caller)
    {
        caller.Require(Right.ManagePeople);
        return await stored.ListAsync();
    }

    /// <summary>Invites; the path of the link, shown now and never again, or what is wrong.</summary>
    public async Task<(string? Path, string? Problem)> MakeAsync(Caller caller, string email, string name, IReadOnlyList<RoleGrant> roles)
    {
        caller.Require(Right.ManagePeople);
        var person = email.Trim().ToLowerInvariant();
        if (await ProblemAsync(person, name.Trim(), roles) is { } problem)
        {
            return (null, problem);
        }

        var token = Secret.New();
        var now = Now();
        var row = new InvitationRow
        {
            TokenHash = Secret.Hash(token),
            Email = person,
            Name = name.Trim(),
            Roles = RoleWords.Write(roles),
            MadeBy = caller.Actor.Who,
            MadeAtMs = now,
            ExpiresAtMs = now + (long)Holds.TotalMilliseconds,
        };
        await stored.AddAsync(row, SignInTrail.Entry("invitation-made", person, caller.Actor, new { roles = roles.Select(RoleWords.Of) }));
        return (PathOf(token), null);
    }

    /// <summary>Another link for the same invitation; null when it was used or withdrawn meanwhile.</summary>
    public async Task<string?> RenewAsync(Caller caller, InvitationRow invitation)
    {
        caller.Require(Right.ManagePeople);
        var token = Secret.New();
        var now = Now();
        var renewed = await stored.RenewAsync(
            invitation.Id, Secret.Hash(token), now + (long)Holds.TotalMilliseconds, SignInTrail.Entry("invitation-renewed", invitation.Email, caller.Actor), now);
        return renewed ? PathOf(token) : null;
    }

    /// <summary>Takes an invitation back. False when it was used or withdrawn before.</summary>
    public async Task<bool> WithdrawAsync(Caller caller, InvitationRow invitation)
    {
        caller.Require(Right.ManagePeople);
        return await stored.WithdrawAsync(invitation.Id, Now(), SignInTrail.Entry("invitation-withdrawn", invitation.Email, caller.Actor));
    }

    /// <summary>What the link is worth now.</summary>
    public async Task<InvitationState> FindAsync(string? token)
    {
        var row = token is { Length: > 0 and < LongestToken } ? await stored.FindAsync(Secret.Hash(token)) : null;
        return row switch
        {
            null => new InvitationState.Unknown(),
            { UsedAtMs: not null } => new InvitationState.Used(),
            { WithdrawnAtMs: not null } => new InvitationState.Withdrawn(),
            _ when row.ExpiresAtMs <= Now() => new InvitationState.Expired(),
            _ when !await MayInviteAsync(row) => new InvitationState.Withdrawn(),
            _ => new InvitationState.Open(row),
        };
    }

    /// <summary>
    /// Grants the roles of invitations that made this account. The account and the decisions are two transactions: what a stop in
    /// between left undone is done at the next sign-in.
    /// </summary>
    public async Task SettleAsync(string email)
    {
        var person = email.ToLowerInvariant();
        foreach (var row in await stored.UnsettledAsync(person))
        {
            var organisation = await database.Decisions.CurrentAsync();
            var missing = RoleWords.Read(row.Roles).Except(organisation.RolesOf(person)).ToList();
            var inviter = new Caller(row.MadeBy, new Access(row.MadeBy, organisation.RolesOf(row.MadeBy)));
            try
            {
                await decider.DecideAsync(inviter, [.. missing.Select(g => new NewDecision(new RoleGranted(person, g.Role, g.Team), Now(), "Invitation"))]);
            }
            catch (NotAllowedException)
            {
                // Who invited may no longer do so: an account without a role is all that is left of it.
            }

            await stored.SettleAsync(row.Id, Now());
        }
    }

    private async Task<bool> MayInviteAsync(InvitationRow row) =>
        new Access(row.MadeBy, (await database.Decisions.CurrentAsync()).RolesOf(row.MadeBy)).Can(Right.ManagePeople);

    private async Task<string?> ProblemAsync(string email, string name, IReadOnlyList<RoleGrant> roles)
    {
        if (email.Length > LongestEmail || !new System.ComponentModel.DataAnnotations.EmailAddressAttribute().IsValid(email) || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return "This is not an e-mail address.";
        }

        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            return "Enter the person's name, at most 200 characters.";
        }

        if (roles.Count == 0)
        {
            return "Choose at least one role. A team admin needs a team.";
        }

        await using var db = database.CreateDbContext();
        var normalised = email.ToUpperInvariant();
        return db.Users.Any(u => u.NormalizedEmail == normalised) ? "This person has an account. Change the roles there."
            : (await stored.ListAsync()).Any(i => i.Email == email && i is { UsedAtMs: null, WithdrawnAtMs: null }) ? "There is an open invitation for this e-mail. Renew it, or withdraw it first."
            : null;
    }

    private static string PathOf(string token) => "/join?token=" + token;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
