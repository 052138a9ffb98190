using System.Collections.Immutable;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>Roles that follow from the provider's claims: granted at sign-in, and withdrawn when the claim is gone. Roles that people decided are left alone.</summary>
internal sealed class MappedRoles(Database database, Decider decider, TimeProvider time)
{
    /// <summary>Who decides, as the log and the audit trail name it.</summary>
    public const string Actor = "sign-in:oauth";

    private const string Reason = "Claim of the sign-in provider";
    private const int Page = 500;

    /// <summary>Makes the roles of a person those of the claims. The last owner stays one whatever the provider says.</summary>
    public async Task ApplyAsync(string email, IReadOnlyList<RoleGrant> wanted, string? address)
    {
        var has = (await database.Decisions.CurrentAsync()).RolesOf(email);
        var surplus = has.Except(wanted).ToList();
        List<DecisionBody> changes =
        [
            .. wanted.Except(has).Select(g => new RoleGranted(email, g.Role, g.Team)),
            .. (surplus.Count == 0 ? [] : await OursAsync(email, [.. surplus])).Select(g => new RoleWithdrawn(email, g.Role, g.Team)),
        ];
        var caller = new Caller(new Actor(Actor, address), Caller.Product.Access);
        foreach (var change in changes)
        {
            await decider.DecideAsync(caller, [new NewDecision(change, time.GetUtcNow().ToUnixTimeMilliseconds(), Reason)]);
        }
    }

    /// <summary>Those of the grants that were last made here.</summary>
    private async Task<List<RoleGrant>> OursAsync(string email, ImmutableHashSet<RoleGrant> grants)
    {
        var ours = new List<RoleGrant>();
        long? before = null;
        while (grants.Count > 0 && await database.Decisions.ReadAsync("people", before, Page) is { Count: > 0 } page)
        {
            foreach (var decision in page)
            {
                before = decision.Sequence;
                if (decision.Body is RoleGranted granted && string.Equals(granted.Person, email, StringComparison.OrdinalIgnoreCase)
                    && new RoleGrant(granted.Role, granted.Team) is var grant && grants.Contains(grant))
                {
                    grants = grants.Remove(grant);
                    if (decision.Actor == Actor)
                    {
                        ours.Add(grant);
                    }
                }
            }
        }

        return ours;
    }
}
