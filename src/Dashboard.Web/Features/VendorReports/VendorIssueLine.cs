namespace Dashboard.Web.Features.VendorReports;

/// <summary>A field that was refused.</summary>
/// <param name="Connection">Name of the connection.</param>
/// <param name="Report">Name of the report.</param>
/// <param name="Field">Where it stands in the vendor's answer.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record VendorIssueLine(string Connection, string Report, string Field, string Reason);
