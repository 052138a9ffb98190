using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Jobs;
using Dashboard.Web.Jobs.Quartz;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Jobs;

/// <summary>Reads the pages about jobs.</summary>
public sealed class JobsDesk(Database database, JobCatalogue catalogue, StoredJobSettings settings, SchedulerState scheduler, TimeProvider time)
{
    private const int Recent = 12;
    private const int RecentOfOne = 60;
    private const int PageSize = 50;
    private const int NextShown = 5;
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(2);

    /// <summary>The page Jobs.</summary>
    public async Task<JobsView> ReadAsync(JobsFilter filter, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeHealth);
        var (now, zone) = await MomentAsync(cancellationToken);
        var sums = await SumsAsync(now, filter.IsWeek ? 7 : 1, cancellationToken);
        var set = await settings.AllAsync(cancellationToken);
        var lines = new List<JobLine>();
        foreach (var job in catalogue.All)
        {
            lines.Add(await LineAsync(job, set.GetValueOrDefault(job.Id), sums.GetValueOrDefault(job.Id), now, zone, caller.Access.Can(Right.SeeFigures), cancellationToken));
        }

        return new JobsView(
            now, zone, [.. lines.Where(filter.Has)], Facts(lines, now), [.. lines.Where(l => l.State == JobState.Failing)],
            scheduler.IsRunning ? null : scheduler.Problem, await settings.KeepingAsync(cancellationToken));
    }

    /// <summary>The page of one job; null when there is none of this id.</summary>
    public async Task<JobView?> ReadOneAsync(string id, JobRunsFilter filter, long? before, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeHealth);
        if (catalogue.Find(id) is not { } job)
        {
            return null;
        }

        var (now, zone) = await MomentAsync(cancellationToken);
        var setting = (await settings.AllAsync(cancellationToken)).GetValueOrDefault(id);
        var seesMoney = caller.Access.Can(Right.SeeFigures);
        var day = (await SumsAsync(now, 1, cancellationToken)).GetValueOrDefault(id);
        var runs = await database.JobHistory.QueryAsync(new JobRunQuery(id, filter.State, filter.Text, filter.HasEffect), before, PageSize + 1, cancellationToken);
        var line = await LineAsync(job, setting, day, now, zone, seesMoney, cancellationToken);
        return new JobView
        {
            Now = now,
            Zone = zone,
            Line = line,
            About = job.About,
            Cron = setting?.Cron ?? job.DefaultCron,
            OwnCron = job.DefaultCron,
            IsPerNode = job.IsPerNode,
            Next = line.State is JobState.Paused or JobState.DoesNotApply ? [] : Next(ScheduleOf(job, setting, zone), now, zone),
            Day = JobWords.Sums(day, seesMoney),
            Week = JobWords.Sums((await SumsAsync(now, 7, cancellationToken)).GetValueOrDefault(id), seesMoney),
            Bars = JobWords.Bars(await database.JobHistory.NewestAsync(id, RecentOfOne, cancellationToken), now, zone),
            Runs = [.. runs.Take(PageSize)],
            SeesMoney = seesMoney,
            Older = runs.Count > PageSize ? runs[PageSize - 1].Id : null,
        };
    }

    /// <summary>What a schedule would mean from now on.</summary>
    public async Task<SchedulePreview> PreviewAsync(string cron, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageJobs);
        var (now, zone) = await MomentAsync(cancellationToken);
        return JobSchedule.TryParse(cron, zone, out var schedule, out var problem)
            ? new SchedulePreview(null, schedule.Words, Next(schedule, now, zone))
            : new SchedulePreview(problem, "", []);
    }

    private static IReadOnlyList<string> Next(JobSchedule schedule, DateTimeOffset now, TimeZoneInfo zone) =>
        [.. schedule.Next(now, NextShown).Select(at => TimeZoneInfo.ConvertTime(at, zone).ToString(at.Second == 0 ? "ddd d MMM, HH:mm" : "ddd d MMM, HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture))];

    private static JobSchedule ScheduleOf(RecurringJob job, JobSettingRow? setting, TimeZoneInfo zone) =>
        JobSchedule.TryParse(setting?.Cron, zone, out var schedule, out _) || JobSchedule.TryParse(job.DefaultCron, zone, out schedule, out _)
            ? schedule
            : throw new InvalidOperationException($"The schedule of the job {job.Id} is wrong.");

    private async Task<(DateTimeOffset Now, TimeZoneInfo Zone)> MomentAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        return (now, organisation.IsCreated ? ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds())) : TimeZoneInfo.Utc);
    }

    private Task<IReadOnlyDictionary<string, JobSums>> SumsAsync(DateTimeOffset now, int days, CancellationToken cancellationToken) =>
        database.JobHistory.SumsAsync(now.AddDays(-days).ToUnixTimeMilliseconds(), cancellationToken);

    private async Task<JobLine> LineAsync(RecurringJob job, JobSettingRow? setting, JobSums? sums, DateTimeOffset now, TimeZoneInfo zone, bool seesMoney, CancellationToken cancellationToken)
    {
        var history = database.JobHistory;
        var newest = await history.NewestAsync(job.Id, Recent, cancellationToken);
        var ended = newest.FirstOrDefault(r => r.State != JobRunState.Running);
        var schedule = ScheduleOf(job, setting, zone);
        var (scheduled, _) = await history.LastAsync(job.Id, null, cancellationToken);
        var state = StateOf(job, setting, newest, ended, DueOf(schedule, setting, scheduled), now);
        var last = newest.Count > 0 ? newest[0] : null;
        return new JobLine
        {
            Id = job.Id,
            Name = job.Name,
            State = state,
            Schedule = schedule.Words,
            Last = last is null ? Show.None : Instant(last.StartedMs),
            Said = job.NotApplicable ?? (last is null ? Show.None : JobWords.Said(last, seesMoney)),
            Took = JobWords.Took(ended?.Took),
            Bars = JobWords.Bars(newest, now, zone),
            Next = state is JobState.Paused or JobState.DoesNotApply || schedule.After(now) is not { } next ? Show.None : Show.Instant(next, now, zone),
            Sums = JobWords.Sums(sums, seesMoney),
            Missed = sums is { Missed: > 0 } ? $"missed {Show.Counted(sums.Missed, "run", "runs")}" : null,
            Node = last?.Node ?? "",
            Pause = setting?.PausedAtMs is { } paused ? $"Paused by {setting.PausedBy}, {Instant(paused)}: “{setting.PauseReason}”" : null,
            Failure = state == JobState.Failing && await history.FailingSinceAsync(job.Id, cancellationToken) is { } since
                ? new JobFailure(Instant(since.StartedMs), ended!.Said, ended.Error ?? "")
                : null,
        };

        string Instant(long ms) => Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(ms), now, zone);
    }

    /// <summary>The first run that its schedule said after the last one that began; null when none ever began.</summary>
    private static DateTimeOffset? DueOf(JobSchedule schedule, JobSettingRow? setting, JobRunRecord? scheduled) =>
        scheduled is null ? null : schedule.After(DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(setting?.ChangedAtMs ?? 0, Math.Max(scheduled.DueMs, scheduled.EndedMs ?? scheduled.StartedMs))));

    private static JobState StateOf(RecurringJob job, JobSettingRow? setting, IReadOnlyList<JobRunRecord> newest, JobRunRecord? ended, DateTimeOffset? due, DateTimeOffset now) =>
        job.NotApplicable is not null ? JobState.DoesNotApply
        : newest is [{ State: JobRunState.Running }, ..] ? JobState.Running
        : setting?.PausedAtMs is not null ? JobState.Paused
        : ended?.State == JobRunState.Failed ? JobState.Failing
        : due is { } at && now - at > LateAfter ? JobState.Late
        : ended is null ? JobState.Waiting
        : JobState.Healthy;

    private ImmutableArray<string> Facts(List<JobLine> lines, DateTimeOffset now)
    {
        var counts = ((JobState[])[JobState.Healthy, JobState.Running, JobState.Failing, JobState.Late, JobState.Paused, JobState.Waiting, JobState.DoesNotApply])
            .Select(s => (State: s, Count: lines.Count(l => l.State == s)))
            .Where(c => c.Count > 0)
            .Select(c => $"{c.Count} {JobWords.Word(c.State).ToLowerInvariant()}");
        return
        [
            Show.Counted(lines.Count, "recurring job", "recurring jobs"),
            string.Join(", ", counts),
            scheduler.Since is { } since ? $"scheduler on {scheduler.Node} up {Show.Lag(now - since)}" : $"no scheduler on {scheduler.Node}",
        ];
    }
}
