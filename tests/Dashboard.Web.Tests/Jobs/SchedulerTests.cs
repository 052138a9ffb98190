using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Writes;
using Dashboard.Web.Features.Jobs;
using Dashboard.Web.Jobs;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Web.Tests.Jobs;

/// <summary>The real scheduler on real databases, and the real server killed.</summary>
public sealed class SchedulerTests
{
    private const string EveryTenSeconds = "*/10 * * * * ?";
    private const long Ten = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task A_job_that_is_asked_for_runs_at_once_and_what_is_asked_for_while_it_runs_is_one_more_run_afterwards()
    {
        var job = new TriedJob();
        var entered = new SemaphoreSlim(0);
        var go = new SemaphoreSlim(0);
        var inside = 0;
        job.During = async ct =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            entered.Release();
            await go.WaitAsync(ct);
            Interlocked.Decrement(ref inside);
        };
        // A clock that stands still: nothing comes due by itself.
        using var host = new WebHost { Clock = new SetClock(new DateTimeOffset(2026, 11, 20, 12, 0, 30, TimeSpan.Zero)), Extra = s => s.AddSingleton<RecurringJob>(job) };
        var signals = host.Services.GetRequiredService<JobSignals>();
        var history = host.Services.GetRequiredService<Database>().JobHistory;
        using var over = new CancellationTokenSource(Patience);

        signals.Ask(TriedJob.JobId);
        await entered.WaitAsync(over.Token);
        for (var i = 0; i < 20; i++)
        {
            signals.Ask(TriedJob.JobId);
        }

        // All of them have reached the scheduler, which holds one run back.
        await Task.Delay(3_000, over.Token);
        go.Release(2);
        await entered.WaitAsync(over.Token);
        await UntilAsync(async () => (await history.NewestAsync(TriedJob.JobId, 10, over.Token)).All(r => r.State == JobRunState.Done), over.Token);
        await Task.Delay(500, over.Token);

        Assert.Equal([JobCause.Product, JobCause.Product], (await history.NewestAsync(TriedJob.JobId, 10, over.Token)).Select(r => r.Cause));
    }

    [Fact]
    public async Task Run_now_needs_a_scheduler_and_is_told_in_the_trail()
    {
        var job = new TriedJob();
        using var host = new WebHost { Clock = new SetClock(new DateTimeOffset(2026, 11, 20, 12, 0, 30, TimeSpan.Zero)), Extra = s => s.AddSingleton<RecurringJob>(job) };
        var commands = host.Services.GetRequiredService<JobCommands>();
        var scheduler = host.Services.GetRequiredService<SchedulerState>();
        using var over = new CancellationTokenSource(Patience);
        using var anyone = host.Browser();
        await UntilAsync(() => Task.FromResult(scheduler.IsRunning), over.Token);

        Assert.Equal("""{"status":"running"}""", await anyone.GetStringAsync(new Uri("/health/jobs", UriKind.Relative), over.Token));
        Assert.Null(await commands.RunNowAsync(TriedJob.JobId, Caller.Product, over.Token));
        await UntilAsync(() => Task.FromResult(job.Runs.Count == 1), over.Token);
        Assert.True(job.Runs[0].IsManual);
        Assert.Single(await host.Services.GetRequiredService<Database>().Audit.ReadAsync(new AuditQuery { Kind = "job-run-asked" }, null, 10, over.Token));

        scheduler.Stopped("The scheduler cannot use its database.");
        Assert.Equal("The scheduler cannot use its database.", await commands.RunNowAsync(TriedJob.JobId, Caller.Product, over.Token));
        using var health = await anyone.GetAsync(new Uri("/health/jobs", UriKind.Relative), over.Token);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, health.StatusCode);
    }

    [Fact]
    public async Task A_changed_schedule_is_followed_at_once_and_after_a_restart_and_a_pause_stops_it()
    {
        using var over = new CancellationTokenSource(Patience);
        using var host = new WebHost();
        var database = host.Services.GetRequiredService<Database>();
        var commands = host.Services.GetRequiredService<JobCommands>();

        Assert.Null(await commands.ScheduleAsync("prune", EveryTenSeconds, "15 4 * * *", Caller.Product, over.Token));
        await RunsAsync(database, "prune", 2, over.Token);
        Assert.Null(await commands.PauseAsync("prune", "why", Caller.Product, over.Token));
        await UntilAsync(async () => (await database.JobHistory.NewestAsync("prune", 1, over.Token)) is [{ State: JobRunState.Done }], over.Token);
        await Task.Delay(1_500, over.Token);
        var paused = await ScheduledAsync(database, "prune", over.Token);
        await Task.Delay(12_000, over.Token);
        Assert.Equal(paused.Count, (await ScheduledAsync(database, "prune", over.Token)).Count);
        Assert.Null(await commands.ResumeAsync("prune", Caller.Product, over.Token));
        host.Dispose();

        // The first host owned the directory; a second one on a directory that stays.
        var directory = Directory.CreateTempSubdirectory("drawdown-jobs-").FullName;
        using (var first = await HostProcess.StartAsync("one", directory, null, over.Token))
        {
            await using var other = await Database.OpenAsync(DatabaseOptions.InDirectory(directory), TimeProvider.System, over.Token);
            await SetAsync(other, "prune", EveryTenSeconds, over.Token);
            await RunsAsync(other, "prune", 2, over.Token);
            await first.KillAsync();
            var before = (await ScheduledAsync(other, "prune", over.Token)).Count;
            using var second = await HostProcess.StartAsync("two", directory, null, over.Token);
            await RunsAsync(other, "prune", before + 2, over.Token);
            Assert.Contains(await ScheduledAsync(other, "prune", over.Token), r => r.Node == "two");
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Two_servers_share_one_PostgreSQL_one_is_killed_the_other_goes_on_and_no_run_is_doubled_or_lost()
    {
        var server = Environment.GetEnvironmentVariable("DRAWDOWN_TEST_POSTGRES");
        if (string.IsNullOrEmpty(server))
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") is not "true", "DRAWDOWN_TEST_POSTGRES is not set: start tests/postgres.sh.");
            Assert.Fail("DRAWDOWN_TEST_POSTGRES is not set, and CI must run on PostgreSQL too.");
        }

        using var over = new CancellationTokenSource(Patience);
        var name = "drawdown_jobs_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        var connection = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ToString();
        var folders = new[] { Directory.CreateTempSubdirectory("drawdown-jobs-").FullName, Directory.CreateTempSubdirectory("drawdown-jobs-").FullName };
        await using (var database = await Database.OpenAsync(DatabaseOptions.OnPostgres(connection), TimeProvider.System, over.Token))
        {
            string[] jobs = ["books", "evaluate", "prune", "forecasts"];
            foreach (var job in jobs)
            {
                await SetAsync(database, job, EveryTenSeconds, over.Token);
            }

            using var one = await HostProcess.StartAsync("one", folders[0], connection, over.Token);
            using var two = await HostProcess.StartAsync("two", folders[1], connection, over.Token);

            // Which server takes a run is the scheduler's affair: one may take all. So the one that works is killed.
            foreach (var job in jobs)
            {
                await RunsAsync(database, job, 2, over.Token);
            }

            var works = (await ScheduledAsync(database, jobs[0], over.Token))[0].Node;
            var (dies, lives) = works == "one" ? (one, two) : (two, one);
            var goesOn = works == "one" ? "two" : "one";
            await dies.KillAsync();
            var killed = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            foreach (var job in jobs)
            {
                await UntilAsync(async () => (await ScheduledAsync(database, job, over.Token)).Count(r => r.DueMs > killed + Ten && r.State == JobRunState.Done) >= 2, over.Token);
            }

            await lives.KillAsync();
            foreach (var job in jobs)
            {
                var runs = await ScheduledAsync(database, job, over.Token);
                var done = runs.Where(r => r.State == JobRunState.Done).Select(r => r.DueMs).Order().ToList();

                // Each instant of the schedule once; a run that broke off with its server was made again by the other.
                Assert.Equal(Enumerable.Range(0, done.Count).Select(i => done[0] + (i * Ten)), done);
                Assert.All(runs.Where(r => r.State != JobRunState.Done), r => Assert.True(r.State == JobRunState.Stopped || r.Node == goesOn, $"{r}"));
                Assert.All(runs.Where(r => r.StartedMs > killed), r => Assert.Equal(goesOn, r.Node));
                Assert.DoesNotContain(runs, r => r.State == JobRunState.Failed);
                NoOverlap(runs);
            }
        }

        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        Array.ForEach(folders, f => Directory.Delete(f, recursive: true));
    }

    private static void NoOverlap(IReadOnlyList<JobRunRecord> runs)
    {
        foreach (var (before, after) in runs.OrderBy(r => r.StartedMs).Zip(runs.OrderBy(r => r.StartedMs).Skip(1)))
        {
            Assert.True(before.State == JobRunState.Stopped || before.EndedMs <= after.StartedMs, $"{before} overlaps {after}");
        }
    }

    private static Task<bool> SetAsync(Database database, string job, string cron, CancellationToken cancellationToken) => new StoredJobSettings(database).ChangeAsync(
        job, row => { row.Cron = cron; return true; }, new AuditEvent("job-schedule-changed", "job:" + job, "drawdown"), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), cancellationToken);

    private static Task RunsAsync(Database database, string job, int count, CancellationToken cancellationToken) =>
        UntilAsync(async () => (await ScheduledAsync(database, job, cancellationToken)).Count(r => r.State == JobRunState.Done) >= count, cancellationToken);

    private static async Task<List<JobRunRecord>> ScheduledAsync(Database database, string job, CancellationToken cancellationToken) =>
        [.. (await database.JobHistory.NewestAsync(job, 1_000, cancellationToken)).Where(r => r.Cause is JobCause.Schedule or JobCause.Recovery)];

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        while (!await holds())
        {
            await Task.Delay(100, cancellationToken);
        }
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
