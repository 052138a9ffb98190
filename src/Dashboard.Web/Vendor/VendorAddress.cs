namespace Dashboard.Web.Vendor;

/// <summary>Which texts are addresses of the vendor's API.</summary>
internal static class VendorAddress
{
    private const int MaxLength = 500;

    /// <summary>The address, or what is wrong with it. http is only for private addresses, where the configuration allows them.</summary>
    public static (Uri? Address, string? Problem) Read(string text, bool allowsPrivate)
    {
        if (text.Length > MaxLength || !Uri.TryCreate(text.Trim().TrimEnd('/'), UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            return (null, $"Enter a whole address, such as {VendorDraft.DefaultAddress}.");
        }

        return address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0 ? (null, "Enter the address without name, password and question mark.")
            : address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && allowsPrivate) ? (address, null)
            : (null, "The address must begin with https.");
    }
}
