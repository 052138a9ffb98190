using Dashboard.Credits.Money;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Tests.Jobs;

public sealed class JobHistoryTests
{
    private const long Now = 1_795_180_000_000;
    private static readonly JobCounts Some = new() { RowsRead = 10, New = 4, Duplicate = 5, Rejected = 1, Granted = new Nanodollars(1_500_000_000), Expired = new Nanodollars(7) };

    [Theory, BothDatabases]
    public async Task A_run_is_told_with_what_it_did_and_sums_count_only_what_applies(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var history = test.Database.JobHistory;
        var first = await history.BeginAsync("scan", "a", false, JobCause.Schedule, Now, Now + 5, 2);
        await history.DoneAsync(first, Now + 25, Some, "10 read.", isIdle: false);
        var second = await history.BeginAsync("scan", "b", false, JobCause.Person, Now + 60_000, Now + 60_000, 0);
        await history.DoneAsync(second, Now + 60_010, Some with { Granted = null, Expired = null }, "10 read again.", isIdle: false);
        await history.FailedAsync(await history.BeginAsync("mail", "a", false, JobCause.Product, Now, Now, 0), Now + 1, "The server said no.", "IOException: The server said no.");

        var newest = await history.NewestAsync("scan", 10);
        var sums = await history.SumsAsync(Now);

        Assert.Equal([second, first], newest.Select(r => r.Id));
        Assert.Equal((JobRunState.Done, JobCause.Schedule, 2, "a", TimeSpan.FromMilliseconds(20), Some, "10 read."), (newest[1].State, newest[1].Cause, newest[1].Missed, newest[1].Node, newest[1].Took!.Value, newest[1].Counts, newest[1].Said));
        Assert.Equal(new JobSums(2, 0, 2, new JobCounts { RowsRead = 20, New = 8, Duplicate = 10, Rejected = 2, Granted = new Nanodollars(1_500_000_000), Expired = new Nanodollars(7) }), sums["scan"]);
        Assert.Equal(new JobSums(1, 1, 0, JobCounts.None), sums["mail"]);
        Assert.Empty(await history.SumsAsync(Now + 60_001));
    }

    [Theory, BothDatabases]
    public async Task A_run_that_nobody_ended_is_noted_as_stopped_when_the_next_begins(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var history = test.Database.JobHistory;
        await history.BeginAsync("backup", "a", false, JobCause.Schedule, Now, Now, 0);
        await history.BeginAsync("scan", "a", true, JobCause.Schedule, Now, Now, 0);

        await history.BeginAsync("backup", "b", false, JobCause.Recovery, Now, Now + 10, 0);
        await history.BeginAsync("scan", "b", true, JobCause.Schedule, Now, Now + 10, 0);

        Assert.Equal([JobRunState.Running, JobRunState.Stopped], (await history.NewestAsync("backup", 10)).Select(r => r.State));
        Assert.Equal([JobRunState.Running, JobRunState.Running], (await history.NewestAsync("scan", 10)).Select(r => r.State));
    }

    [Theory, BothDatabases]
    public async Task Runs_are_found_by_job_state_text_and_effect_and_read_page_by_page(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var history = test.Database.JobHistory;
        for (var i = 0; i < 5; i++)
        {
            var id = await history.BeginAsync("books", "a", false, JobCause.Schedule, Now + i, Now + i, 0);
            await (i == 3 ? history.FailedAsync(id, Now + i, "100% wrong", "TimeoutException: slow_disk") : history.DoneAsync(id, Now + i, i == 1 ? Some : JobCounts.None, "No cycle ended.", isIdle: i != 1));
        }

        async Task<IEnumerable<long>> Found(JobRunQuery query, long? before = null, int limit = 10) => (await history.QueryAsync(query, before, limit)).Select(r => r.DueMs - Now);

        Assert.Equal([4, 3], await Found(new JobRunQuery("books"), limit: 2));
        Assert.Equal([2, 1], await Found(new JobRunQuery("books"), before: (await history.QueryAsync(new JobRunQuery(), null, 2))[^1].Id, limit: 2));
        Assert.Equal([3], await Found(new JobRunQuery(State: JobRunState.Failed)));
        Assert.Equal([3], await Found(new JobRunQuery(Text: "TIMEOUT")));
        Assert.Equal([3], await Found(new JobRunQuery(Text: "100%")));
        Assert.Empty(await Found(new JobRunQuery(Text: "slow%disk")));
        Assert.Equal([3, 1], await Found(new JobRunQuery(HasEffect: true)));
        Assert.Empty(await Found(new JobRunQuery("other")));
        Assert.Null(await history.FailingSinceAsync("books"));
    }

    [Theory, BothDatabases]
    public async Task A_job_fails_since_the_first_failure_after_its_last_good_run(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var history = test.Database.JobHistory;
        async Task RunAsync(int at, bool good, JobCause cause = JobCause.Schedule)
        {
            var id = await history.BeginAsync("books", "a", false, cause, Now + at, Now + at, 0);
            await (good ? history.DoneAsync(id, Now + at, JobCounts.None, "", isIdle: true) : history.FailedAsync(id, Now + at, "no", "no"));
        }

        await RunAsync(1, false);
        await RunAsync(2, true);
        await RunAsync(3, false);
        await RunAsync(4, false, JobCause.Person);

        Assert.Equal(Now + 3, (await history.FailingSinceAsync("books"))!.DueMs);
        var (scheduled, done) = await history.LastAsync("books", null);
        Assert.Equal((Now + 3, Now + 2), (scheduled!.DueMs, done!.DueMs));
        Assert.Equal((null, null), await history.LastAsync("books", "another server"));
        await RunAsync(5, true);
        Assert.Null(await history.FailingSinceAsync("books"));
    }

    [Theory, BothDatabases]
    public async Task Old_runs_go_idle_ones_sooner_and_the_newest_of_a_job_stays(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var history = test.Database.JobHistory;
        for (var day = 0; day < 10; day++)
        {
            var at = Now + (day * 86_400_000L);
            await history.DoneAsync(await history.BeginAsync("books", "a", false, JobCause.Schedule, at, at, 0), at, day % 2 == 0 ? Some : JobCounts.None, "", isIdle: day % 2 == 1);
        }

        await history.DoneAsync(await history.BeginAsync("rare", "a", false, JobCause.Schedule, Now, Now, 0), Now, JobCounts.None, "", isIdle: true);

        var gone = await history.PruneAsync(Now + (3 * 86_400_000L), Now + (6 * 86_400_000L));

        Assert.Equal(5, gone);
        Assert.Equal([9, 8, 7, 6, 4], (await history.NewestAsync("books", 20)).Select(r => (r.DueMs - Now) / 86_400_000));
        Assert.Single(await history.NewestAsync("rare", 20));
    }

    [Theory, BothDatabases]
    public async Task What_people_set_about_a_job_is_kept_with_its_entry_and_a_refused_change_leaves_neither(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var settings = new StoredJobSettings(test.Database);
        var entries = (await test.Database.Audit.VerifyAsync()).Entries;

        Assert.True(await settings.ChangeAsync("books", row => { (row.PausedAtMs, row.PausedBy) = (Now, "ada@example.org"); return true; }, new AuditEvent("job-paused", "job:books", "ada@example.org"), Now));
        Assert.False(await settings.ChangeAsync("books", row => { row.Cron = "lost"; return false; }, new AuditEvent("job-paused", "job:books", "ben@example.org"), Now));
        await settings.SetKeepingAsync(new KeepingRow { HistoryDays = 30 }, new AuditEvent("keeping-set", "organisation", "ada@example.org"), Now);
        await settings.SetKeepingAsync(new KeepingRow { HistoryDays = 31 }, new AuditEvent("keeping-set", "organisation", "ada@example.org"), Now);

        var row = Assert.Single(await settings.AllAsync()).Value;
        Assert.Equal((Now, "ada@example.org", null), (row.PausedAtMs, row.PausedBy, row.Cron));
        Assert.Equal((31, 400, 14), ((await settings.KeepingAsync()).HistoryDays, (await settings.KeepingAsync()).EvidenceDays, (await settings.KeepingAsync()).Backups));
        Assert.Equal(entries + 3, (await test.Database.Audit.VerifyAsync()).Entries);
    }
}
