namespace Dashboard.Credits.Programmes;

/// <summary>One entry of the status timeline, shown as a banner with its date and source.</summary>
/// <param name="Day">The day the vendor published it, or from which it says it holds.</param>
/// <param name="Status">The status.</param>
/// <param name="Text">One plain sentence.</param>
/// <param name="Source">Where it was published.</param>
public sealed record VendorStatusChange(DateOnly Day, VendorStatus Status, string Text, string Source);
