using System.Text.RegularExpressions;
using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Start;

/// <summary>From the set-up link to the first figures, as an owner walks it.</summary>
public sealed partial class SetUpTests(Chromium chromium)
{
    /// <summary>The usage of the five transcripts, counted independently (<c>expected.json</c> of the reader tests). None states an entrypoint.</summary>
    private const long TranscriptsNano = 2_818_423_350;

    private static string Transcripts => Path.Combine(AppContext.BaseDirectory, "transcripts");

    [Theory]
    [InlineData(1440, "light")]
    [InlineData(390, "dark")]
    public async Task An_owner_sets_up_drops_transcripts_and_decides_what_unknown_runs_are(int width, string theme)
    {
        using var host = new DashboardHost();
        await using var visit = await chromium.VisitAsync(host, width, theme: theme);
        var page = visit.Page;
        await visit.SetUpAsync(await host.Services.GetRequiredService<SetupLink>().IssueAsync());
        await page.AtAsync("**/first-run**");
        await visit.ConnectedAsync();

        await OrganisationAsync(visit, width, theme);
        await ProgrammeAsync(visit, width, theme);
        await SeatsAsync(visit, width, theme);
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"first-run-data-{width}-{theme}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Drop files on Sources" }).ClickAsync();
        await page.AtAsync("**/sources");
        await visit.ConnectedAsync();
        await visit.PictureAsync($"sources-empty-{width}-{theme}");
        await DropAsync(visit, width, theme);

        Assert.Equal([(Pool.Unknown, TranscriptsNano)], await SeatTotalsAsync(host));
        await AllTimeIsAsync(visit, "Unknown");

        await visit.GoAsync("/sources");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change Dropped files, mara@example.com" }).ClickAsync();
        await page.SelectOptionAsync("#change-pool", "Programmatic");
        var apply = page.GetByRole(AriaRole.Button, new() { Name = "Change, 199 events move" });
        await Assertions.Expect(apply).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("dialog[open] tbody tr")).ToContainTextAsync("2.82");
        await visit.PictureAsync($"sources-change-{width}-{theme}", fullPage: false);
        await apply.ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);

        Assert.Equal([(Pool.Programmatic, TranscriptsNano)], await SeatTotalsAsync(host));
        await visit.PictureAsync($"sources-{width}-{theme}");
        await visit.AssertFitsAsync();
        await AllTimeIsAsync(visit, "Programmatic");
    }

    [Fact]
    public async Task A_shared_account_is_asked_for_its_claim_and_its_seats_show_it()
    {
        using var host = new DashboardHost();
        await using var visit = await chromium.VisitAsync(host);
        var page = visit.Page;
        await visit.SetUpAsync(await host.Services.GetRequiredService<SetupLink>().IssueAsync());
        await visit.ConnectedAsync();
        await OrganisationAsync(visit, 0, "");
        await page.Locator("input[name=programme][value=monthly-api-credits]").CheckAsync();
        await Assertions.Expect(page.Locator("#pool-claim")).ToHaveValueAsync("2025-01-01");
        await visit.PictureAsync("first-run-shared-1440-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to seats" }).ClickAsync();
        await page.FillAsync("#seat-list", "email,plan\nmara@example.com,team-premium\nmax@example.com,max-5x\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the list" }).ClickAsync();

        await Assertions.Expect(page.Locator("td[data-l=Claimed]")).ToHaveTextAsync(["shared account, 1 Jan 2025", "yes"]);
        await visit.AssertFitsAsync();
        await visit.PictureAsync("first-run-shared-seats-1440-light");
        var rules = (await host.Services.GetRequiredService<Database>().Decisions.CurrentAsync()).Rules;
        Assert.Equal("monthly-api-credits", Assert.Single(rules.PoolClaims).ProgrammeId);
    }

    [Fact]
    public async Task The_same_usage_in_the_running_cycle_draws_exactly_its_cost_and_a_phone_shows_it_in_the_dark()
    {
        using var host = new DashboardHost();
        await using var visit = await chromium.VisitAsync(host);
        var page = visit.Page;
        await visit.SetUpAsync(await host.Services.GetRequiredService<SetupLink>().IssueAsync());
        await visit.ConnectedAsync();
        await OrganisationAsync(visit, 0, "");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to seats" }).ClickAsync();
        await page.FillAsync("#seat-list", "email,name,plan,anchorDay,claimedAt,activeFrom\nmara@example.com,Mara Lindqvist,Team Premium,1,2025-01-01,2025-01-01\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the list" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add 1 seat" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Continue to data" })).ToBeVisibleAsync();
        await visit.GoAsync("/sources");
        await visit.ConnectedAsync();

        await ChooseFilesAsync(page, ShiftedTo(TimeProvider.System.GetUtcNow()));
        await page.FillAsync("#drop-seat", "mara@example.com");
        await page.SelectOptionAsync("#drop-pool", "Programmatic");
        await page.GetByRole(AriaRole.Button, new() { Name = "Read 5 files" }).ClickAsync();
        await Assertions.Expect(page.GetByText("5 files were read: 199 new")).ToBeVisibleAsync();
        await visit.GoAsync("/seats/mara@example.com");
        await visit.ConnectedAsync();

        await Assertions.Expect(Exactly(page, ".fig", "2.81842335 USD").First).ToContainTextAsync("2.82");
        await Assertions.Expect(Exactly(page, ".fig", "97.18157665 USD").First).ToContainTextAsync("97.18");
        await visit.ResizeAsync(390);
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await page.Locator("[data-theme-toggle]").First.ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await visit.ChartsAsync();
        await visit.AssertFitsAsync();
        await visit.PictureAsync("seat-first-usage-390-dark");
    }

    /// <summary>The seat's page says what it ever used, to the nano, and which pool that is.</summary>
    private static async Task AllTimeIsAsync(Visit visit, string pool)
    {
        await visit.GoAsync("/seats/mara@example.com");
        var card = visit.Page.Locator("section", new() { Has = visit.Page.Locator("#all-title") });
        await Assertions.Expect(card.Locator("[title='2.81842335 USD']")).ToHaveCountAsync(2);
        await Assertions.Expect(card.Locator("dt").First).ToHaveTextAsync(pool);
        await Assertions.Expect(card.Locator("dt")).ToHaveTextAsync([pool, "Requests", "All usage"]);
    }

    private static ILocator Exactly(IPage page, string within, string exact) =>
        page.Locator(within, new() { Has = page.Locator($"[title*='{exact}']") });

    /// <summary>Copies of the transcripts in which everything happened at one instant.</summary>
    private static List<string> ShiftedTo(DateTimeOffset at)
    {
        var folder = Directory.CreateTempSubdirectory("drawdown-shifted-").FullName;
        return
        [
            .. Directory.EnumerateFiles(Transcripts, "*.jsonl").Select(file =>
            {
                var copy = Path.Combine(folder, Path.GetFileName(file));
                File.WriteAllText(copy, TimestampValue().Replace(File.ReadAllText(file), $"\"timestamp\":\"{at:yyyy-MM-ddTHH:mm:ss.fffZ}\""));
                return copy;
            }),
        ];
    }

    [GeneratedRegex("\"timestamp\":\"[^\"]*\"")]
    private static partial Regex TimestampValue();

    private static async Task ChooseFilesAsync(IPage page, IEnumerable<string> files)
    {
        await page.WaitForFunctionAsync("() => document.querySelector('#drop-files')?._blazorInputFileNextFileId !== undefined"); // listens to files
        await page.SetInputFilesAsync("#drop-files", [.. files]);
    }

    [Fact]
    public async Task Set_up_goes_on_where_it_stopped_and_the_back_button_works()
    {
        using var host = new DashboardHost();
        await using var visit = await chromium.VisitAsync(host);
        await visit.SetUpAsync(await host.Services.GetRequiredService<SetupLink>().IssueAsync());
        await visit.ConnectedAsync();
        await OrganisationAsync(visit, 0, "");

        await visit.GoAsync("/first-run");
        await visit.ConnectedAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Continue to seats" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Continue to seats" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Skip, add seats later" })).ToBeVisibleAsync();
        await visit.Page.GoBackAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Continue to seats" })).ToBeVisibleAsync();
    }

    private static async Task OrganisationAsync(Visit visit, int width, string theme)
    {
        await visit.Page.FillAsync("#org-name", "Alderway Robotics");
        await visit.Page.SelectOptionAsync("#org-zone", "Europe/Berlin");
        await visit.Page.FillAsync("#org-start", "2025-01-01");
        if (width > 0)
        {
            await visit.AssertFitsAsync();
            await visit.PictureAsync($"first-run-organisation-{width}-{theme}");
        }

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Continue to the programme" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Continue to seats" })).ToBeVisibleAsync();
    }

    private static async Task ProgrammeAsync(Visit visit, int width, string theme)
    {
        await Assertions.Expect(visit.Page.Locator(".note")).ToContainTextAsync("Vendor status: paused");
        await Assertions.Expect(visit.Page.Locator("input[name=mode]").First).ToBeCheckedAsync();
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"first-run-programme-{width}-{theme}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Continue to seats" }).ClickAsync();
    }

    private static async Task SeatsAsync(Visit visit, int width, string theme)
    {
        await visit.Page.FillAsync(
            "#seat-list",
            """
            email,name,team,costCentre,plan,anchorDay,claimedAt,activeFrom
            mara@example.com,Mara Lindqvist,Cloud,CC-7,Team Premium,1,2025-01-01,2025-01-01
            jonas@example.com,Jonas Weidmann,Cloud,,gold,1,,
            "lena@example.com","Ortiz, Lena",Data,,pro,15,2025-02-01T09:00:00Z,
            """);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Check the list" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("table", new() { HasText = "There is no such plan" })).ToContainTextAsync("3");
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"first-run-seats-{width}-{theme}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add 2 seats" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("2 seats were added.")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Continue to data" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Drop files on Sources" })).ToBeVisibleAsync();
    }

    private static async Task DropAsync(Visit visit, int width, string theme)
    {
        var page = visit.Page;
        var broken = Path.Combine(Directory.CreateTempSubdirectory("drawdown-drop-").FullName, "notes.jsonl");
        await File.WriteAllTextAsync(broken, "this is no transcript\n");
        await ChooseFilesAsync(page, [.. Directory.EnumerateFiles(Transcripts, "*.jsonl"), broken]);
        await page.FillAsync("#drop-seat", "mara@example.com");
        await Assertions.Expect(page.Locator(".field", new() { Has = page.Locator("#drop-seat") })).ToContainTextAsync("Mara Lindqvist");
        await visit.PictureAsync($"sources-ask-{width}-{theme}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Read 6 files" }).ClickAsync();
        await Assertions.Expect(page.GetByText("6 files were read: 199 new")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("tr", new() { HasText = "notes.jsonl" }).First).ToContainTextAsync("with issues");
        await Assertions.Expect(page.Locator("#arrives")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("section", new() { Has = page.Locator("#arrives") }).Locator("tbody tr")).ToContainTextAsync("Dropped files, mara@example.com");
        await visit.PictureAsync($"sources-dropped-{width}-{theme}");
    }

    private static async Task<IReadOnlyList<(Pool, long)>> SeatTotalsAsync(DashboardHost host)
    {
        var database = host.Services.GetRequiredService<Database>();
        var seat = (await database.Decisions.CurrentAsync()).SeatOf("mara@example.com")!.Id;
        await using var db = database.CreateDbContext();
        var totals = await db.Set<RollupSeatDayRow>().Where(r => r.SeatId == seat && r.Events > 0)
            .GroupBy(r => r.Pool).Select(g => new { Pool = g.Key, Cost = g.Sum(r => r.CostNano) }).ToListAsync();
        return [.. totals.Select(t => ((Pool)t.Pool, t.Cost))];
    }
}
