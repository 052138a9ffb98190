namespace Dashboard.Web.Vendor;

/// <summary>A connection without its key.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Address">Where its API is.</param>
/// <param name="KeyShown">The beginning and the end of its key.</param>
/// <param name="Reads">What is pulled.</param>
/// <param name="IsOn">Whether anything is pulled.</param>
/// <param name="IsReadable">Whether its key can be read with the keys of this data directory.</param>
/// <param name="CreatedAtMs">When it was made, Unix milliseconds UTC.</param>
/// <param name="CreatedBy">By whom.</param>
public sealed record VendorConnectionLine(int Id, string Name, VendorKind Kind, string Address, string KeyShown, VendorReads Reads, bool IsOn, bool IsReadable, long CreatedAtMs, string CreatedBy);
