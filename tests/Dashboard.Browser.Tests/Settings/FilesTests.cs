using System.Text;
using Dashboard.Browser.Tests.Harness;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Settings;

/// <summary>A file of usage is chosen, its columns are read, what it would do is seen, it is imported, and taken back whole.</summary>
public sealed class FilesTests(Chromium chromium)
{
    private const string Report =
        "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"
        + "2026-11-03T11:05:01.123Z,ana@x.example,Included,claude-opus-4-8,No,100,20,3000,40,3160,Included\n"
        + "2026-11-04T11:06:01.123Z,ben@x.example,On-Demand,claude-4.5-sonnet,Yes,100,20,3000,40,3160,$12.07\n"
        + "yesterday,ben@x.example,On-Demand,claude-4.5-sonnet,Yes,100,20,3000,40,3160,$12.07\n";

    private static readonly (string Theme, int Width)[] Looks = [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)];

    [Fact]
    public async Task A_file_is_looked_at_imported_and_taken_back_whole_and_its_mapping_is_kept()
    {
        using var host = new DashboardHost();
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/settings/files");
        await visit.ConnectedAsync();
        await Expect(page.GetByText("No file was imported yet")).ToBeVisibleAsync();

        await ChooseAsync(page, "cursor.csv", Report);
        await Expect(page.GetByLabel("What Cost is read as")).ToHaveValueAsync("CostUsd");
        await page.GetByLabel("Name of the mapping").FillAsync("Our Cursor");
        await page.GetByLabel("Name of the mapping").PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the mapping" }).ClickAsync();
        await Expect(page.GetByText("The mapping Our Cursor was saved.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at what it would do" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2 requests are new, $12.07" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "4 The time cannot be read. Choose its format in the mapping." })).ToBeVisibleAsync();
        Assert.Equal(0, await EventsAsync(host));

        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 rows" }).ClickAsync();
        await Expect(page.GetByText("cursor.csv was imported: 2 new requests, 0 updated, 0 known, 1 issue.")).ToBeVisibleAsync();
        Assert.Equal(2, await EventsAsync(host));
        foreach (var (theme, width) in Looks)
        {
            await using var look = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await look.GoAsync("/settings/files");
            await look.ConnectedAsync();
            await ChooseAsync(look.Page, "again.csv", Report);
            await Expect(look.Page.GetByLabel("Name of the mapping")).ToHaveValueAsync("Our Cursor");
            await look.Page.GetByRole(AriaRole.Button, new() { Name = "Look at what it would do" }).ClickAsync();
            await Expect(look.Page.GetByRole(AriaRole.Heading, new() { Name = "All 2 rows that can be used are known already; nothing to import." })).ToBeVisibleAsync();
            await look.AssertFitsAsync();
            await look.PictureAsync($"files-{width}-{theme}");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Take back cursor.csv" }).ClickAsync();
        await Expect(page.Locator("dialog")).ToContainTextAsync("−12.07");
        await page.GetByLabel("Why").FillAsync("the wrong month");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Expect(page.GetByText("cursor.csv was taken back. Every figure is as if it had never been imported.")).ToBeVisibleAsync();
        Assert.Equal(0, await EventsAsync(host));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take back cursor.csv" })).ToHaveCountAsync(0);

        await ChooseAsync(page, "ledger.csv", "seat,account,cycleStart,cycleEnd,granted,consumed,available\n");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This is a ledger");
    }

    private static Task ChooseAsync(IPage page, string name, string text) =>
        page.GetByLabel("File of usage").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });

    private static async Task<int> EventsAsync(DashboardHost host)
    {
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        return await db.Set<UsageEventRow>().CountAsync();
    }
}
