namespace Dashboard.Credits.Vendor;

/// <summary>Whose usage a vendor's row is, as the vendor names it.</summary>
/// <param name="Kind">By what: the narrowest that the row states.</param>
/// <param name="Id">The name itself; empty for nobody. E-mails are in lower case.</param>
/// <param name="Email">The e-mail, in lower case, when the row states one; it may change while the id stays.</param>
/// <param name="ApiKey">The API key, when the row states one.</param>
/// <param name="Workspace">The workspace, when the row states one.</param>
public sealed record VendorActor(VendorActorKind Kind, string Id, string? Email = null, string? ApiKey = null, string? Workspace = null)
{
    /// <summary>A row that names nobody.</summary>
    public static VendorActor Nobody { get; } = new(VendorActorKind.Nobody, "");
}
