using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Jobs;
using Dashboard.Web.Jobs.Quartz;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Jobs;

/// <summary>What people do about jobs. Each answers what is wrong, or null; what was changed is in the audit log and holds on every server.</summary>
public sealed class JobCommands(Database database, JobCatalogue catalogue, JobSignals signals, StoredJobSettings settings, SchedulerState scheduler, TimeProvider time)
{
    /// <summary>The most days or backups that can be asked for.</summary>
    public const int MostKept = 3_660;

    private const string NoSuchJob = "There is no such job.";
    private const string SomebodyElse = "Somebody else changed this job meanwhile. Look at it again.";

    /// <summary>Runs a job as soon as it does not run.</summary>
    public async Task<string?> RunNowAsync(string id, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageJobs);
        if (catalogue.Find(id) is not { } job)
        {
            return NoSuchJob;
        }

        if (job.NotApplicable is { } why)
        {
            return why;
        }

        if (!scheduler.IsRunning)
        {
            return scheduler.Problem;
        }

        await database.Audit.AppendAsync(new AuditEvent("job-run-asked", Subject(id), caller.Actor), Now(), cancellationToken);
        signals.AskByHand(id);
        return null;
    }

    /// <summary>Gives a job another schedule.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cron">The schedule; null: its own again.</param>
    /// <param name="seen">The schedule that the person saw.</param>
    /// <param name="caller">Who.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<string?> ScheduleAsync(string id, string? cron, string seen, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageJobs);
        if (catalogue.Find(id) is not { } job)
        {
            return NoSuchJob;
        }

        if (!JobSchedule.TryParse(cron ?? job.DefaultCron, await ZoneAsync(cancellationToken), out var schedule, out var problem))
        {
            return problem;
        }

        if (schedule.Text.Length > JobSettingRow.MaxCron)
        {
            return $"A schedule has at most {JobSettingRow.MaxCron} characters.";
        }

        var wanted = schedule.Text == job.DefaultCron ? null : schedule.Text;
        if (schedule.Text == seen)
        {
            return null;
        }

        var entry = new AuditEvent("job-schedule-changed", Subject(id), caller.Actor, Cron(seen), Cron(schedule.Text));
        var now = Now();
        return await ChangeAsync(
            id,
            row =>
            {
                var holds = (row.Cron ?? job.DefaultCron) == seen;
                (row.Cron, row.ChangedAtMs) = holds ? (wanted, now) : (row.Cron, row.ChangedAtMs);
                return holds;
            },
            entry, now, cancellationToken);
    }

    /// <summary>Pauses a job, with a reason.</summary>
    public async Task<string?> PauseAsync(string id, string reason, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageJobs);
        var why = (reason ?? "").Trim();
        if (catalogue.Find(id) is null)
        {
            return NoSuchJob;
        }

        if (why.Length is 0 or > JobSettingRow.MaxReason)
        {
            return why.Length == 0 ? "Say why, so that whoever finds it paused knows." : $"A reason has at most {JobSettingRow.MaxReason} characters.";
        }

        var now = Now();
        return await ChangeAsync(
            id,
            row =>
            {
                var runs = row.PausedAtMs is null;
                (row.PausedAtMs, row.PausedBy, row.PauseReason) = runs ? (now, caller.Actor.Who, why) : (row.PausedAtMs, row.PausedBy, row.PauseReason);
                return runs;
            },
            new AuditEvent("job-paused", Subject(id), caller.Actor, Reason: why), now, cancellationToken);
    }

    /// <summary>Lets a paused job go on. What was due meanwhile is not made good for by itself.</summary>
    public async Task<string?> ResumeAsync(string id, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageJobs);
        if (catalogue.Find(id) is null)
        {
            return NoSuchJob;
        }

        var now = Now();
        return await ChangeAsync(
            id,
            row =>
            {
                var pauses = row.PausedAtMs is not null;
                (row.PausedAtMs, row.PausedBy, row.PauseReason, row.ChangedAtMs) = pauses ? (null, null, null, now) : (row.PausedAtMs, row.PausedBy, row.PauseReason, row.ChangedAtMs);
                return pauses;
            },
            new AuditEvent("job-resumed", Subject(id), caller.Actor), now, cancellationToken);
    }

    /// <summary>Says how long things are kept that may go.</summary>
    public async Task<string?> KeepAsync(KeepingRow keeping, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keeping);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageJobs);
        if (((int[])[keeping.EvidenceDays, keeping.IssueDays, keeping.HistoryDays, keeping.PayloadDays, keeping.Backups]).Any(n => n is < 1 or > MostKept))
        {
            return string.Create(CultureInfo.InvariantCulture, $"Each is a whole number from 1 to {MostKept:N0}.");
        }

        var before = await settings.KeepingAsync(cancellationToken);
        await settings.SetKeepingAsync(keeping, new AuditEvent("keeping-changed", "organisation", caller.Actor, Json(before), Json(keeping)), Now(), cancellationToken);
        return null;
    }

    private async Task<string?> ChangeAsync(string id, Func<JobSettingRow, bool> change, AuditEvent entry, long nowMs, CancellationToken cancellationToken)
    {
        if (!await settings.ChangeAsync(id, change, entry, nowMs, cancellationToken))
        {
            return SomebodyElse;
        }

        signals.Changed();
        return null;
    }

    private async Task<TimeZoneInfo> ZoneAsync(CancellationToken cancellationToken)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        return organisation.IsCreated ? ZoneDays.Find(organisation.Rules.Zone.At(Now())) : TimeZoneInfo.Utc;
    }

    private static string Subject(string id) => "job:" + id;

    private static string Cron(string cron) => new JsonObject { ["schedule"] = cron }.ToJsonString();

    private static string Json(KeepingRow k) => new JsonObject
    {
        ["evidenceDays"] = k.EvidenceDays, ["issueDays"] = k.IssueDays, ["historyDays"] = k.HistoryDays, ["payloadDays"] = k.PayloadDays, ["backups"] = k.Backups,
    }.ToJsonString();

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
