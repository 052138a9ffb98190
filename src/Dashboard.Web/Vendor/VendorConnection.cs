using Dashboard.Web.Security;

namespace Dashboard.Web.Vendor;

/// <summary>An account at the vendor, with its key.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Address">Where its API is, without a slash at the end.</param>
/// <param name="Key">The admin key.</param>
/// <param name="Reads">What is pulled.</param>
public sealed record VendorConnection(int Id, string Name, VendorKind Kind, Uri Address, HiddenText Key, VendorReads Reads);
