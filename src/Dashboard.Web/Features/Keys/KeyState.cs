namespace Dashboard.Web.Features.Keys;

/// <summary>Whether a key is accepted.</summary>
public enum KeyState
{
    Works,
    Expired,
    Withdrawn,
}
