using Dashboard.Storage;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Jobs;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Live;

namespace Dashboard.Web.Jobs.Recurring;

/// <summary>Lets the doctor make its round: every invariant of usage and books, verified another way than they were written.</summary>
internal sealed partial class DoctorJob(Database database, LiveUpdates live, TimeProvider time, ILogger<DoctorJob> log) : RecurringJob
{
    public override string Id => "doctor";

    public override string Name => "Verify usage and ledger";

    public override string About =>
        "Verifies every invariant of usage and ledger without repairing anything, and joins what turned out to be one event. What it finds is on the page Health; dashboard doctor gives examples.";

    public override string DefaultCron => "0 3 * * *";

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var round = await DoctorRounds.RunAsync(database, time, cancellationToken);
        foreach (var finding in round.Findings)
        {
            Log.InvariantBroken(log, finding.Invariant, finding.Count);
        }

        live.Notify();
        var said = $"{Show.Counted(round.Checked, "invariant", "invariants")} verified, {Show.Count(round.Findings.Length)} do not hold; {Show.Counted(round.Joined, "identity", "identities")} joined.";
        return round.Findings.Length == 0
            ? new JobEffect(said, new JobCounts { RowsRead = round.Checked, Rejected = 0 }) { HasEffect = true }
            : throw new DatabaseException($"{said} The page Health lists them; run dashboard doctor for examples.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An invariant does not hold in {Count} places: {Invariant} Run `dashboard doctor` for examples")]
        public static partial void InvariantBroken(ILogger logger, string invariant, long count);
    }
}
