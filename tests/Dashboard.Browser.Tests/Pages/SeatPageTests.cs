using Dashboard.Browser.Tests.Harness;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Pages;

/// <summary>The page of one seat in a real browser.</summary>
public sealed class SeatPageTests(Chromium chromium, SmallOrganisation organisation) : IClassFixture<SmallOrganisation>
{
    private const string Mara = "seats/mara%40alderway.example";

    [Theory]
    [InlineData("mara", 1440, "light")]
    [InlineData("mara", 1440, "dark")]
    [InlineData("mara", 390, "light")]
    [InlineData("mara", 390, "dark")]
    [InlineData("mara", 360, "light")]
    [InlineData("priya", 1440, "light")]
    [InlineData("tomasz", 1440, "light")]
    [InlineData("oskar", 1440, "light")]
    [InlineData("lena", 390, "light")]
    [InlineData("sofia", 1440, "light")]
    public async Task Nothing_sticks_out_in_any_state_width_and_theme(string who, int width, string theme)
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host, width, 900, theme, touch: width < 500);
        await visit.GoAsync($"seats/{who}%40alderway.example");
        await visit.ConnectedAsync();
        await visit.ChartsAsync();

        await visit.AssertFitsAsync();
        await visit.PictureAsync($"seat-{who}-{width}-{theme}");
    }

    [Fact]
    public async Task The_figures_and_the_ledger_are_those_of_the_books()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync(Mara);
        await visit.ConnectedAsync();
        var line = (await SeatRead.ReadAsync(organisation.Database, "mara@alderway.example"))!.Line!;

        Assert.Equal(Show.Money(line.Available), await visit.Page.Locator(".fig:nth-child(1) .v").InnerTextAsync());
        Assert.Equal(Show.Money(line.Consumed), await visit.Page.Locator(".fig:nth-child(2) .v").InnerTextAsync());
        Assert.Equal(Show.Money(line.Projected), await visit.Page.Locator(".fig:nth-child(3) .v").InnerTextAsync());
        Assert.Equal(
            $"Granted {Show.Amount(line.Allocated)} = consumed {Show.Amount(line.Consumed)} + expired 0.00 + voided 0.00 + available {Show.Amount(line.Available)}",
            await visit.Page.Locator(".ledger-foot .strong").InnerTextAsync());

        await visit.Page.Locator("table.cards td > .link").First.ClickAsync();
        await visit.Page.Locator("dialog.sheet[open]").WaitForAsync();
        Assert.Contains("claude-", await visit.Page.Locator("dialog.sheet .facts").InnerTextAsync(), StringComparison.Ordinal);
        await visit.PictureAsync("seat-explain", fullPage: false);
    }

    [Fact]
    public async Task A_past_cycle_is_in_the_address_and_a_plan_can_be_tried()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync(Mara);
        await visit.ConnectedAsync();

        await visit.Page.SelectOptionAsync("#whatif-plan", "max-20x");
        await Assertions.Expect(visit.Page.Locator(".whatif .kv dd").Nth(1)).ToHaveTextAsync("200.00");
        await visit.Page.SelectOptionAsync("#cycle", "2026-10-01");
        await visit.Page.AtAsync("**/seats/mara%40alderway.example?cycle=2026-10-01");
        await Assertions.Expect(visit.Page.Locator(".fig:nth-child(1) dt")).ToHaveTextAsync("Expired");
        await visit.ChartsAsync();
        await visit.PictureAsync("seat-past");

        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator(".fig:nth-child(1) dt")).ToHaveTextAsync("Expired");
    }

    [Fact]
    public async Task An_unknown_seat_is_said_to_be_unknown()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync("seats/nobody%40alderway.example");

        Assert.Equal("No such seat", await visit.Page.Locator("h1").InnerTextAsync());
    }
}
