namespace Dashboard.Web.Features.Audit;

/// <summary>One field of an entry, before and after.</summary>
/// <param name="Name">Its name in words.</param>
/// <param name="Before">What held; null when nothing is said.</param>
/// <param name="After">What holds; null when nothing is said.</param>
public sealed record AuditField(string Name, string? Before, string? After)
{
    /// <summary>Whether it says that something changed.</summary>
    public bool IsChanged => Before is not null && After is not null && Before != After;
}
