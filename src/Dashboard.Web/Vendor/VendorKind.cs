namespace Dashboard.Web.Vendor;

/// <summary>What kind of organisation at the vendor a connection reads. Stored; never change a number.</summary>
public enum VendorKind
{
    /// <summary>An organisation of the Claude Console: usage by API key.</summary>
    Console = 1,

    /// <summary>Claude Enterprise.</summary>
    Enterprise = 2,
}
