namespace Dashboard.Web.Security;

/// <summary>Whether a shared link opens, and if not, why.</summary>
public enum ShareState
{
    Works,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Somebody revoked it.</summary>
    Revoked,

    /// <summary>Its maker may not share, or not see this any more, or the seat is gone.</summary>
    Stopped,
}
