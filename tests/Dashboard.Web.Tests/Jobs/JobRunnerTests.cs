using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Web.Features.Jobs;
using Dashboard.Web.Jobs;
using Dashboard.Web.Jobs.Quartz;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Jobs;

/// <summary>Job logic without the scheduler, on a clock that only the test moves.</summary>
public sealed class JobRunnerTests : IAsyncLifetime
{
    private readonly SetClock _clock = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private readonly TriedJob _job = new();
    private WebHost _host = default!;

    public ValueTask InitializeAsync()
    {
        _host = new WebHost { Clock = _clock, Extra = s => s.AddSingleton<RecurringJob>(_job).Remove(s.Single(d => d.ImplementationType == typeof(JobHost))) };
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private JobHistory History => _host.Services.GetRequiredService<Database>().JobHistory;

    private JobRunner Runner => _host.Services.GetRequiredService<JobRunner>();

    private JobCommands Commands => _host.Services.GetRequiredService<JobCommands>();

    private JobsDesk Desk => _host.Services.GetRequiredService<JobsDesk>();

    [Fact]
    public async Task A_run_is_told_when_the_last_good_one_was_and_its_effect_is_kept()
    {
        _job.Effect = new JobEffect("3 read.", new JobCounts { RowsRead = 3, New = 2, Granted = new Nanodollars(2_000_000_000) });
        var first = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        await RunAsync(JobCause.Schedule);
        _clock.Pass(TimeSpan.FromMinutes(1));
        _job.Throws = new TimeoutException("The other side was slow.");
        await RunAsync(JobCause.Schedule);
        _clock.Pass(TimeSpan.FromMinutes(1));
        _job.Throws = null;
        await RunAsync(JobCause.Person);

        var runs = await History.NewestAsync(TriedJob.JobId, 10);

        Assert.Equal([null, first, first], _job.Runs.Select(r => r.LastDoneMs));
        Assert.Equal([false, false, true], _job.Runs.Select(r => r.IsManual));
        Assert.Equal([JobRunState.Done, JobRunState.Failed, JobRunState.Done], runs.Select(r => r.State));
        Assert.Equal("The other side was slow.", runs[1].Said);
        Assert.StartsWith("System.TimeoutException: The other side was slow.", runs[1].Error, StringComparison.Ordinal);
        Assert.DoesNotContain(".cs:line", runs[1].Error, StringComparison.Ordinal);
        Assert.Equal(2, runs[0].Counts.New);
    }

    [Fact]
    public async Task Missed_runs_are_counted_once_and_shown()
    {
        await RunAsync(JobCause.Schedule);
        _clock.Pass(TimeSpan.FromMinutes(5));
        await RunAsync(JobCause.Schedule);
        _clock.Pass(TimeSpan.FromMinutes(1));
        await RunAsync(JobCause.Schedule);

        Assert.Equal([0, 4, 0], (await History.NewestAsync(TriedJob.JobId, 10)).Select(r => r.Missed));
        var line = await LineAsync(new JobsFilter(State: JobsFilter.Missed));
        Assert.Equal("missed 4 runs", line!.Missed);
    }

    [Fact]
    public async Task A_paused_job_runs_by_hand_only_says_who_paused_it_and_misses_nothing()
    {
        await RunAsync(JobCause.Schedule);
        Assert.NotNull(await Commands.PauseAsync(TriedJob.JobId, " ", Caller.Product, TestContext.Current.CancellationToken));
        Assert.Null(await Commands.PauseAsync(TriedJob.JobId, "waiting for prices", Caller.Product, TestContext.Current.CancellationToken));
        Assert.NotNull(await Commands.PauseAsync(TriedJob.JobId, "again", Caller.Product, TestContext.Current.CancellationToken));
        _clock.Pass(TimeSpan.FromMinutes(30));
        await RunAsync(JobCause.Schedule);
        await RunAsync(JobCause.Product);
        await RunAsync(JobCause.Person);
        var paused = await LineAsync(new JobsFilter(State: "paused"));
        Assert.Null(await Commands.ResumeAsync(TriedJob.JobId, Caller.Product, TestContext.Current.CancellationToken));
        Assert.NotNull(await Commands.ResumeAsync(TriedJob.JobId, Caller.Product, TestContext.Current.CancellationToken));
        _clock.Pass(TimeSpan.FromMinutes(1));
        await RunAsync(JobCause.Schedule);

        Assert.Equal("Paused by drawdown, 12:00: “waiting for prices”", paused!.Pause);
        Assert.Equal("—", paused.Next);
        Assert.Equal([(JobCause.Schedule, 0), (JobCause.Person, 0), (JobCause.Schedule, 0)], (await History.NewestAsync(TriedJob.JobId, 10)).Select(r => (r.Cause, r.Missed)));
    }

    [Fact]
    public async Task A_run_that_had_ended_when_its_server_was_killed_is_not_recovered_and_one_that_had_not_is()
    {
        await RunAsync(JobCause.Schedule);
        await RunAsync(JobCause.Recovery);
        _clock.Pass(TimeSpan.FromMinutes(1));
        await History.BeginAsync(TriedJob.JobId, "killed", false, JobCause.Schedule, _clock.GetUtcNow().ToUnixTimeMilliseconds(), _clock.GetUtcNow().ToUnixTimeMilliseconds(), 0, TestContext.Current.CancellationToken);
        await RunAsync(JobCause.Recovery);

        Assert.Equal(
            [(JobCause.Recovery, JobRunState.Done), (JobCause.Schedule, JobRunState.Stopped), (JobCause.Schedule, JobRunState.Done)],
            (await History.NewestAsync(TriedJob.JobId, 10)).Select(r => (r.Cause, r.State)));
    }

    [Fact]
    public async Task A_failing_job_is_listed_with_what_was_thrown_until_it_ends_well()
    {
        _job.Throws = new InvalidOperationException("No such table: prices");
        await RunAsync(JobCause.Schedule);
        _clock.Pass(TimeSpan.FromMinutes(1));
        await RunAsync(JobCause.Schedule);

        var failing = await Desk.ReadAsync(new JobsFilter(Text: "NO SUCH TABLE"), Caller.Product, TestContext.Current.CancellationToken);
        _job.Throws = null;
        await RunAsync(JobCause.Person);

        Assert.Equal((JobState.Failing, "12:00", "No such table: prices"), (failing.Lines.Single().State, failing.Failing.Single().Failure!.Since, failing.Failing.Single().Failure!.Message));
        Assert.Equal(JobState.Healthy, (await LineAsync(new JobsFilter()))!.State);
    }

    [Fact]
    public async Task A_job_whose_run_did_not_begin_is_late()
    {
        await RunAsync(JobCause.Schedule);
        _clock.Pass(TimeSpan.FromMinutes(2));
        var soon = await LineAsync(new JobsFilter());
        _clock.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(JobState.Healthy, soon!.State);
        Assert.Equal(JobState.Late, (await LineAsync(new JobsFilter()))!.State);
    }

    [Fact]
    public async Task A_job_that_does_not_apply_says_why_and_never_runs()
    {
        _job.Why = "There is no pg_dump. Install it.";
        await RunAsync(JobCause.Schedule);
        await RunAsync(JobCause.Person);

        Assert.Empty(await History.NewestAsync(TriedJob.JobId, 10));
        Assert.Equal((JobState.DoesNotApply, _job.Why), ((await LineAsync(new JobsFilter()))!.State, (await LineAsync(new JobsFilter()))!.Said));
        Assert.Equal(_job.Why, await Commands.RunNowAsync(TriedJob.JobId, Caller.Product, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_schedule_is_changed_once_against_what_was_seen_and_told_in_the_trail()
    {
        var ct = TestContext.Current.CancellationToken;
        Assert.Contains("five fields", await Commands.ScheduleAsync(TriedJob.JobId, "nonsense", "* * * * *", Caller.Product, ct), StringComparison.Ordinal);
        Assert.Null(await Commands.ScheduleAsync(TriedJob.JobId, "0  2 * * *", "* * * * *", Caller.Product, ct));
        Assert.Contains("Somebody else", await Commands.ScheduleAsync(TriedJob.JobId, "0 3 * * *", "* * * * *", Caller.Product, ct), StringComparison.Ordinal);

        var view = await Desk.ReadOneAsync(TriedJob.JobId, new JobRunsFilter(), null, Caller.Product, ct);
        var entries = await _host.Services.GetRequiredService<Database>().Audit.ReadAsync(new Storage.Audit.AuditQuery { Kind = "job-schedule-changed" }, null, 10, ct);

        Assert.Equal(("0 2 * * *", "* * * * *", "daily, 02:00", 5), (view!.Cron, view.OwnCron, view.Line.Schedule, view.Next.Count));
        Assert.Equal("Sat 21 Nov, 02:00", view.Next[0]);
        Assert.Equal(("job:tried", """{"schedule":"* * * * *"}""", """{"schedule":"0 2 * * *"}"""), (entries.Single().Subject, entries.Single().Before, entries.Single().After));
        Assert.Null(await Commands.ScheduleAsync(TriedJob.JobId, null, "0 2 * * *", Caller.Product, ct));
        Assert.False((await Desk.ReadOneAsync(TriedJob.JobId, new JobRunsFilter(), null, Caller.Product, ct))!.IsChanged);
    }

    [Fact]
    public async Task Amounts_are_shown_to_those_who_may_see_figures_only()
    {
        _job.Effect = new JobEffect("1 cycle ended.", new JobCounts { Granted = new Nanodollars(20_000_000_000), Expired = new Nanodollars(1_250_000_000) });
        await RunAsync(JobCause.Schedule);
        var platform = new Caller("pat@example.org", new Access("pat@example.org", [new Storage.Decisions.RoleGrant(Storage.Decisions.Role.Platform)]));

        var seen = (await Desk.ReadAsync(new JobsFilter(), platform, TestContext.Current.CancellationToken)).Lines.Single(l => l.Id == TriedJob.JobId);
        var owner = await LineAsync(new JobsFilter());

        Assert.DoesNotContain("$", seen.Said + seen.Sums, StringComparison.Ordinal);
        Assert.Equal("1 cycle ended. $20.00 granted, $1.25 expired.", owner!.Said);
        Assert.Equal("1 run: $20.00 granted, $1.25 expired", owner.Sums);
    }

    private Task RunAsync(JobCause cause) => Runner.RunAsync(_job, cause, _clock.GetUtcNow(), TestContext.Current.CancellationToken);

    private async Task<JobLine?> LineAsync(JobsFilter filter) =>
        (await Desk.ReadAsync(filter, Caller.Product, TestContext.Current.CancellationToken)).Lines.SingleOrDefault(l => l.Id == TriedJob.JobId);
}
