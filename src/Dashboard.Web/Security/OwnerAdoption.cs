using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Security;

/// <summary>Gives the role to whoever set the product up. The account and the decision are two transactions; a start in between, and an installation from before roles were decisions, is made whole here.</summary>
public sealed class OwnerAdoption(UserManager<AppUser> users, Database database, Decider decider, TimeProvider time)
{
    /// <summary>The mark that set-up puts on the account, in the tables of ASP.NET Core Identity.</summary>
    public const string Mark = "owner";

    /// <summary>Does nothing when there is an owner.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        if (organisation.Roles.Values.Any(r => r.Any(g => g.Role == Role.Owner)))
        {
            return;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var decisions = (await users.GetUsersInRoleAsync(Mark)).Select(u => new NewDecision(new RoleGranted(u.Email!, Role.Owner), now, "Set-up")).ToList();
        if (decisions.Count > 0)
        {
            await decider.DecideAsync(Caller.Product, decisions, cancellationToken: cancellationToken);
        }
    }
}
