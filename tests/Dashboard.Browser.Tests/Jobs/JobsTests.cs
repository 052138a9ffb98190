using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Jobs;

public sealed class JobsTests(Chromium chromium)
{
    private static readonly long Now = Alderway.Now.ToUnixTimeMilliseconds();

    [Fact]
    public async Task Jobs_are_looked_at_searched_run_paused_and_rescheduled()
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));
        await new Alderway(host).SeedAsync();
        await HistoryAsync(host.Services.GetRequiredService<Database>().JobHistory);
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;

        await visit.GoAsync("/jobs");
        await visit.ConnectedAsync();
        await Expect(page.Locator(".alarm")).ToContainTextAsync("Back up is failing since");
        await Expect(page.Locator(".alarm")).ToContainTextAsync("There is not enough space on the device");
        await Expect(Row(page, "Close cycles and grant")).ToContainTextAsync("missed 3 runs");
        await page.GetByPlaceholder("Job, text or server").FillAsync("NOT ENOUGH SPACE");
        await Expect(page.Locator("table.jobs tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear", Exact = true }).ClickAsync();
        await page.GetByLabel("State", new() { Exact = false }).SelectOptionAsync("paused");
        await Expect(page.Locator("table.jobs td.none")).ToContainTextAsync("No job matches in the state paused");
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear filters" }).ClickAsync();

        // Run now: the scheduler really runs it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Run Prune what is old now" }).ClickAsync();
        await Expect(Row(page, "Prune what is old")).ToContainTextAsync("Gone: 0 superseded results");

        // What is kept.
        await page.GetByLabel("Backups").FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".form-error")).ToContainTextAsync("whole number from 1");
        await page.GetByLabel("Backups").FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".form-done")).ToContainTextAsync("Saved");

        // A schedule is checked while it is typed.
        await page.GetByRole(AriaRole.Link, new() { Name = "Forecast and score" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change schedule" }).ClickAsync();
        await page.Locator("#cron").FillAsync("61 * * * *");
        await Expect(page.Locator("#cron-says")).ToContainTextAsync("cannot be read");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true })).ToBeDisabledAsync();
        await page.Locator("#cron").FillAsync("0 6 * * 1-5");
        await Expect(page.Locator("#cron-says")).ToContainTextAsync("Monday to Friday, 06:00");
        await Expect(page.Locator("#cron-says li")).ToHaveCountAsync(5);
        await Expect(page.Locator("#cron-says li").First).ToContainTextAsync("Fri 20 Nov, 06:00");
        await visit.PictureAsync("job-schedule-1440-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("instead of");

        // A pause has a reason and a name, and survives the page.
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await Expect(page.Locator("dialog .form-error")).ToContainTextAsync("Say why");
        await page.GetByLabel("Why").FillAsync("waiting for contract prices");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await Expect(page.Locator(".note")).ToContainTextAsync("“waiting for contract prices”");
        await visit.GoAsync("/jobs");
        await visit.ConnectedAsync();
        await Expect(Row(page, "Forecast and score")).ToContainTextAsync("Paused by");

        foreach (var (theme, width) in ((string, int)[])[("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
        {
            await using var look = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await look.GoAsync("/jobs");
            await look.ConnectedAsync();
            await look.AssertFitsAsync();
            await look.PictureAsync($"jobs-{width}-{theme}");
            await look.GoAsync("/jobs/backup");
            await look.ConnectedAsync();
            await look.Page.Locator("table.runs a.open-entry").First.ClickAsync();
            await Expect(look.Page.Locator("tr.opened")).ToContainTextAsync("System.IO.IOException");
            await look.AssertFitsAsync();
            await look.PictureAsync($"job-{width}-{theme}");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Resume Forecast and score" }).ClickAsync();
        await Expect(Row(page, "Forecast and score")).Not.ToContainTextAsync("Paused by");

        // The history of one job.
        await visit.GoAsync("/jobs/books");
        await visit.ConnectedAsync();
        await page.GetByPlaceholder("Text, error or server").FillAsync("28 cycles");
        await Expect(page.Locator("table.runs tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("table.runs tbody tr")).ToContainTextAsync("$1,940.00 granted, $84.20 expired");
        await visit.GoAsync("/jobs/no-such-job");
        await Expect(page.Locator("main")).ToContainTextAsync("There is no such job");
    }

    private static ILocator Row(IPage page, string name) => page.Locator("table.jobs tbody tr").Filter(new() { HasText = name });

    /// <summary>Three days of runs: one job missed some, one fails.</summary>
    private static async Task HistoryAsync(JobHistory history)
    {
        for (var i = 12; i > 0; i--)
        {
            var due = Now - (i * 60_000L);
            var run = await history.BeginAsync("books", "web-1", false, JobCause.Schedule, due, due + 20, i == 6 ? 3 : 0);
            var turned = i == 3;
            await history.DoneAsync(
                run, due + 20 + (turned ? 900 : 40 + (i * 7)),
                turned ? new JobCounts { Granted = new Nanodollars(1_940_000_000_000), Expired = new Nanodollars(84_200_000_000) } : new JobCounts { Granted = Nanodollars.Zero, Expired = Nanodollars.Zero },
                turned ? "28 cycles ended, 28 began; 30 accounts derived." : "No cycle ended; 0 accounts derived.", isIdle: !turned);
        }

        for (var i = 3; i > 0; i--)
        {
            var due = Now - (i * 86_400_000L);
            var run = await history.BeginAsync("backup", "web-1", false, JobCause.Schedule, due, due, 0);
            await (i > 1
                ? history.DoneAsync(run, due + 38_000, new JobCounts { RowsRead = 41_204 }, "drawdown-20261118T023000000Z.db, 412.0 MB with 41,204 events: restored and compared; 0 older ones deleted.", isIdle: false)
                : history.FailedAsync(run, due + 2_100, "There is not enough space on the device", "System.IO.IOException: There is not enough space on the device\n   at Dashboard.Storage.Sqlite.SqliteBackup.CopyAsync(DatabaseOptions options, String targetFile)"));
        }

        for (var i = 9; i > 0; i--)
        {
            var due = Now - (i * 60_000L);
            var run = await history.BeginAsync("scan-folders", "web-1", true, JobCause.Schedule, due, due + 15, 0);
            await history.DoneAsync(run, due + 220 + (i * 30), new JobCounts { RowsRead = 134, New = i % 3, Duplicate = 134 - (i % 3), Rejected = 0 }, $"4 files in 1 folder: 134 read, {i % 3} new, {134 - (i % 3)} known, 0 rejected.", isIdle: i % 3 == 0);
        }
    }
}
