namespace Dashboard.Credits.Vendor;

/// <summary>By what a vendor's row names whose usage it is. Stored; never change a number.</summary>
public enum VendorActorKind
{
    /// <summary>By nothing.</summary>
    Nobody = 0,

    /// <summary>By an e-mail address.</summary>
    Email = 1,

    /// <summary>By the id of an account or service account.</summary>
    AccountId = 2,

    /// <summary>By the name or id of an API key.</summary>
    ApiKey = 4,

    /// <summary>By the id of a workspace.</summary>
    Workspace = 5,
}
