namespace Dashboard.Credits.Vendor;

/// <summary>A report of the vendor's admin APIs whose rows are sums of one UTC day. Stored; never change a number. Source: law, section 4.</summary>
public enum VendorReportKind
{
    /// <summary>Claude Code Analytics: estimated cost and tokens per person or API key.</summary>
    ClaudeCode = 1,

    /// <summary>Usage of the Messages API: tokens per account, API key and workspace. Names no amount.</summary>
    MessagesUsage = 2,

    /// <summary>Cost report of a Console organisation: amounts per workspace. Names no person.</summary>
    Cost = 3,

    /// <summary>Enterprise Analytics: cost per person, after discount.</summary>
    EnterpriseCost = 4,

    /// <summary>Enterprise Analytics: tokens and requests per person. Names no amount.</summary>
    EnterpriseUsage = 5,
}
