using Dashboard.Storage.Jobs;
using Dashboard.Storage.Writes;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Sample;
using Dashboard.Web.Jobs;
using Dashboard.Web.Live;

namespace Dashboard.Web.Vendor;

/// <summary>Pulls the vendor's reports of every connection.</summary>
internal sealed class VendorReportsJob(VendorConnections connections, VendorPuller puller, LiveUpdates live, IConfiguration configuration) : RecurringJob
{
    public override string Id => JobIds.VendorReports;

    public override string Name => "Pull vendor reports";

    public override string About =>
        "Reads usage, cost and spend limits from the vendor's admin APIs, for the connections of the page Vendor reports, and reads the last 30 days again each time, because the vendor restates them. Without it those figures stay as they were.";

    public override string DefaultCron => "17 * * * *";

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (configuration.IsSample())
        {
            return new JobEffect("The sample calls nobody.");
        }

        var lines = (await connections.ListAsync(cancellationToken)).Where(c => c.IsOn).ToList();
        var (sum, rows, issues, reports, failed) = (default(VendorDayResult), 0L, 0L, 0, 0);
        foreach (var line in lines)
        {
            if (await connections.FindAsync(line.Id, cancellationToken) is not { } connection)
            {
                failed++;
                continue;
            }

            foreach (var one in VendorWords.Of(line.Kind).Where(r => line.Reads.HasFlag(r)))
            {
                var result = await puller.PullAsync(connection, one, cancellationToken);
                reports++;
                failed += result.Problem is null ? 0 : 1;
                (sum, rows, issues) = (sum + result.Days, rows + result.Rows, issues + result.Issues);
                live.Notify();
            }
        }

        if (lines.Count == 0)
        {
            return new JobEffect("There is no connection.");
        }

        var said = $"{Show.Counted(reports, "report", "reports")} of {Show.Counted(lines.Count, "connection", "connections")}: {Show.Counted(rows, "row", "rows")} read, {Show.Count(sum.New)} new, {Show.Count(sum.Restated)} restated, {Show.Count(sum.Gone)} gone, {Show.Counted(issues, "field", "fields")} refused.";
        return failed == 0
            ? new JobEffect(said, new JobCounts { RowsRead = rows, New = sum.New + sum.Restated + sum.Gone, Duplicate = sum.Same + sum.Older, Rejected = issues })
            : throw new IOException($"{Show.Counted(failed, "report", "reports")} could not be pulled; the page Vendor reports says why. {said}");
    }
}
