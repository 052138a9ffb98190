using System.Collections.Immutable;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security;

/// <summary>What a person may do, by the roles they have at this moment. Never kept: whoever needs it asks <see cref="Callers"/> again.</summary>
/// <param name="Person">The person's e-mail in lower case.</param>
/// <param name="Roles">Their roles.</param>
public sealed record Access(string Person, ImmutableArray<RoleGrant> Roles)
{
    /// <summary>Somebody without a role: signed in, and nothing more.</summary>
    public static Access Nobody { get; } = new("", []);

    /// <summary>Whether the right holds for anything at all.</summary>
    public bool Can(Right right) => Roles.Any(r => RoleRights.Has(r.Role, right));

    /// <summary>Whether the right holds for a seat at an instant, Unix milliseconds UTC.</summary>
    public bool Can(Right right, Seat seat, long atMs) => ScopeOf(right).Has(seat, atMs);

    /// <summary>Whether the person has the role, for whichever team.</summary>
    public bool Is(Role role) => Roles.Any(r => r.Role == role);

    /// <summary>The seats that a right holds for: the union over all roles.</summary>
    public SeatScope ScopeOf(Right right)
    {
        var with = Roles.Where(r => RoleRights.Has(r.Role, right)).ToList();
        return with.Any(r => r.Role is not (Role.TeamAdmin or Role.SeatHolder))
            ? SeatScope.Everything
            : new SeatScope(
                false,
                [.. with.Where(r => r.Role == Role.TeamAdmin).Select(r => r.Team).OfType<string>()],
                with.Any(r => r.Role == Role.SeatHolder) ? Person : null);
    }
}
