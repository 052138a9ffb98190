namespace Dashboard.Storage.Decisions;

/// <summary>What says what a seat's usage costs. Stored; never change a number. Source: law, section 4.</summary>
public enum MoneySource
{
    /// <summary>The requests that are known.</summary>
    Requests = 1,

    /// <summary>A report of the vendor.</summary>
    VendorReport = 2,
}
