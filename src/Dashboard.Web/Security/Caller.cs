using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security;

/// <summary>Who calls a command, and what they may do now. Every command takes one and asks it before anything else.</summary>
/// <param name="Actor">The name that decisions and audit keep.</param>
/// <param name="Access">What they may do.</param>
public sealed record Caller(Actor Actor, Access Access)
{
    /// <summary>The product itself: set-up of the sample, jobs.</summary>
    public static Caller Product { get; } = new(Actor.Product, new Access("", [new RoleGrant(Role.Owner)]));

    /// <summary>The same person with the roles they have in this organisation. A key or the product itself has no person and keeps what it may.</summary>
    public Caller In(Organisation organisation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        return Access.Person.Length == 0 ? this : this with { Access = Access with { Roles = organisation.RolesOf(Access.Person) } };
    }

    /// <exception cref="NotAllowedException">The right holds for nothing.</exception>
    public void Require(Right right)
    {
        if (!Access.Can(right))
        {
            throw new NotAllowedException(right);
        }
    }

    /// <exception cref="NotAllowedException">The right does not hold for this seat at this instant, Unix milliseconds UTC.</exception>
    public void Require(Right right, Seat seat, long atMs)
    {
        if (!Access.Can(right, seat, atMs))
        {
            throw new NotAllowedException(right);
        }
    }
}
