using Dashboard.Credits.Vendor;

namespace Dashboard.Web.Vendor;

/// <summary>What a connection reads: the bit of a report is its kind's number. Stored; never change a bit.</summary>
[Flags]
public enum VendorReads
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The spend limits that hold.</summary>
    SpendLimits = 1,

    /// <summary>Claude Code Analytics.</summary>
    ClaudeCode = 1 << VendorReportKind.ClaudeCode,

    /// <summary>Usage of the Messages API.</summary>
    MessagesUsage = 1 << VendorReportKind.MessagesUsage,

    /// <summary>The cost report.</summary>
    Cost = 1 << VendorReportKind.Cost,

    /// <summary>Enterprise Analytics: cost per person.</summary>
    EnterpriseCost = 1 << VendorReportKind.EnterpriseCost,

    /// <summary>Enterprise Analytics: usage per person.</summary>
    EnterpriseUsage = 1 << VendorReportKind.EnterpriseUsage,
}
