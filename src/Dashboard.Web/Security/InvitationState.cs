using Dashboard.Storage.Rows;

namespace Dashboard.Web.Security;

/// <summary>What a link of an invitation is worth.</summary>
public abstract record InvitationState
{
    private InvitationState()
    {
    }

    /// <summary>It makes an account.</summary>
    public sealed record Open(InvitationRow Invitation) : InvitationState;

    /// <summary>The account was made.</summary>
    public sealed record Used : InvitationState;

    /// <summary>Its time is over.</summary>
    public sealed record Expired : InvitationState;

    /// <summary>Somebody took it back.</summary>
    public sealed record Withdrawn : InvitationState;

    /// <summary>There never was such a link, or a newer one replaced it.</summary>
    public sealed record Unknown : InvitationState;
}
