using Dashboard.Credits.Vendor;

namespace Dashboard.Storage.Reads;

/// <summary>What the usage is compared with. Reports overlap, so it is always one of them.</summary>
/// <param name="ConnectionId">The vendor connection; 0: the clients' own counters.</param>
/// <param name="Report">The report of the connection; null: the counters.</param>
/// <param name="Name">The connection's name; empty for the counters.</param>
public sealed record ReconciliationSide(int ConnectionId, VendorReportKind? Report, string Name)
{
    /// <summary>The clients' own counters.</summary>
    public static ReconciliationSide Counters { get; } = new(0, null, "");

    /// <summary>Whether it knows the API-key traffic of one Console organisation only.</summary>
    public bool IsOfKeys => Report is VendorReportKind.Cost;

    /// <summary>Whether it names people; else it is compared as a whole.</summary>
    public bool NamesSeats => Report is not VendorReportKind.Cost;
}
