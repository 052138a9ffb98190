namespace Dashboard.Web.Features.VendorReports;

/// <summary>Registers the page of vendor reports.</summary>
internal static class VendorReportsSetup
{
    public static void AddVendorReportPages(this WebApplicationBuilder builder) => builder.Services.AddSingleton<VendorReportsDesk>().AddSingleton<MoneyDesk>();
}
