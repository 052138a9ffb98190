namespace Dashboard.Web.Jobs;

/// <summary>Ids of jobs that other code asks for at once. Stored; never change.</summary>
public static class JobIds
{
    /// <summary>Closes cycles and grants.</summary>
    public const string Books = "books";

    /// <summary>Evaluates the runbook.</summary>
    public const string Evaluate = "evaluate";

    /// <summary>Delivers what waits in the outbox.</summary>
    public const string Deliver = "deliver";

    /// <summary>Reads the watched folders.</summary>
    public const string ScanFolders = "scan-folders";

    /// <summary>Pulls the vendor's reports.</summary>
    public const string VendorReports = "vendor-reports";
}
