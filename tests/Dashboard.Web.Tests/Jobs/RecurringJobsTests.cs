using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Rows;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Jobs;
using Dashboard.Web.Jobs;
using Dashboard.Web.Jobs.Quartz;
using Dashboard.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Web.Tests.Jobs;

/// <summary>The product's own jobs, each really run by the host.</summary>
public sealed class RecurringJobsTests
{
    private readonly SetClock _clock = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Every_job_runs_on_an_empty_SQLite_and_backups_beyond_those_that_are_kept_go()
    {
        using var host = Host(new WebHost { Clock = _clock, Extra = NoScheduler });
        var commands = host.Services.GetRequiredService<JobCommands>();
        Assert.Null(await commands.KeepAsync(new KeepingRow { Backups = 2 }, Caller.Product, TestContext.Current.CancellationToken));
        Assert.NotNull(await commands.KeepAsync(new KeepingRow { Backups = 0 }, Caller.Product, TestContext.Current.CancellationToken));

        // A run was killed.
        Directory.CreateDirectory(Path.Combine(host.DataDirectory, "backups"));
        await File.WriteAllTextAsync(Path.Combine(host.DataDirectory, "backups", "drawdown-20261119T120000000Z.db.part"), "half", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(host.DataDirectory, "restore-20261119T120000000Z"));
        await EveryJobEndsWellAsync(host);
        for (var i = 0; i < 3; i++)
        {
            _clock.Pass(TimeSpan.FromDays(1));
            await RunAsync(host, "backup");
        }

        var said = (await History(host).NewestAsync("backup", 1))[0].Said;
        Assert.Contains("restored and compared; 1 older one deleted", said, StringComparison.Ordinal);
        Assert.Equal(["drawdown-20261122T120000000Z.db", "drawdown-20261123T120000000Z.db"], Directory.GetFiles(Path.Combine(host.DataDirectory, "backups")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetDirectories(host.DataDirectory, "restore-*"));
    }

    [Fact]
    public async Task Every_job_runs_on_an_empty_PostgreSQL()
    {
        var server = Environment.GetEnvironmentVariable("DRAWDOWN_TEST_POSTGRES");
        if (string.IsNullOrEmpty(server))
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") is not "true", "DRAWDOWN_TEST_POSTGRES is not set: start tests/postgres.sh.");
            Assert.Fail("DRAWDOWN_TEST_POSTGRES is not set, and CI must run on PostgreSQL too.");
        }

        var name = "drawdown_jobs_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        using (var host = Host(new WebHost { Clock = _clock, Extra = NoScheduler }.With("Dashboard:Database", new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ToString())))
        {
            await EveryJobEndsWellAsync(host);
        }

        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
    }

    [Fact]
    public async Task What_the_doctor_finds_is_a_failure_of_its_job_and_on_the_page_Health()
    {
        using var host = Host(new WebHost { Clock = _clock, Extra = NoScheduler });
        await RunAsync(host, "doctor");
        await using (var db = host.Services.GetRequiredService<Database>().CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO usage_identity (key, event_id) VALUES (x'00000000000000000000000000000001', 999999)", TestContext.Current.CancellationToken);
        }

        _clock.Pass(TimeSpan.FromDays(1));
        await RunAsync(host, "doctor");

        var runs = await History(host).NewestAsync("doctor", 10);
        var round = await host.Services.GetRequiredService<HealthReader>().LastRoundAsync();
        Assert.Equal([JobRunState.Failed, JobRunState.Done], runs.Select(r => r.State));
        Assert.Contains("1 do not hold", runs[0].Said, StringComparison.Ordinal);
        Assert.Contains(HealthReader.RowsOf(round!), r => r is { Name: "Do not hold", Value: "1" });
    }

    private static void NoScheduler(IServiceCollection services) => services.Remove(services.Single(d => d.ImplementationType == typeof(JobHost)));

    /// <summary>Started, so that its services are there.</summary>
    private static WebHost Host(WebHost host)
    {
        _ = host.Services;
        return host;
    }

    private static JobHistory History(WebHost host) => host.Services.GetRequiredService<Database>().JobHistory;

    private async Task EveryJobEndsWellAsync(WebHost host)
    {
        var jobs = host.Services.GetRequiredService<JobCatalogue>().All;
        foreach (var job in jobs)
        {
            Assert.Null(job.NotApplicable);
            await RunAsync(host, job.Id);
        }

        Assert.True(jobs.Length >= 8);
        foreach (var job in jobs)
        {
            var run = Assert.Single(await History(host).NewestAsync(job.Id, 10));
            Assert.True(run.State == JobRunState.Done, $"{job.Id}: {run.Error}");
            Assert.NotEqual("", run.Said);
            Assert.DoesNotContain("$", run.Said, StringComparison.Ordinal);
        }
    }

    private Task RunAsync(WebHost host, string id) => host.Services.GetRequiredService<JobRunner>().RunAsync(
        host.Services.GetRequiredService<JobCatalogue>().Find(id)!, JobCause.Schedule, _clock.GetUtcNow(), TestContext.Current.CancellationToken);

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
