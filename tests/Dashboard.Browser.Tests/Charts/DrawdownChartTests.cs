using Dashboard.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Charts;

public sealed class DrawdownChartTests(Chromium chromium, SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly DashboardHost _host = shared.Host;

    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 1440)]
    [InlineData("light", 390)]
    [InlineData("dark", 390)]
    public async Task Every_case_is_drawn_in_both_themes_and_on_phones(string theme, int width)
    {
        await using var visit = await chromium.VisitAsync(_host, width, theme: theme);

        await visit.GoAsync("/test/charts");
        await visit.ChartsAsync();

        Assert.Equal(ChartCases.All.Count - 1, await visit.Page.Locator("drawdown-chart svg.apexcharts-svg").CountAsync());
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"charts-{width}-{theme}");
    }

    [Fact]
    public async Task No_chart_is_wider_than_its_host_at_any_width()
    {
        await using var visit = await chromium.VisitAsync(_host);
        await visit.GoAsync("/test/charts");
        await visit.ChartsAsync();

        foreach (var width in (int[])[1600, 1440, 1024, 768, 390, 360])
        {
            await visit.ResizeAsync(width);
            await visit.AssertFitsAsync();
        }
    }

    [Fact]
    public async Task The_tooltip_follows_the_mouse_to_the_nearest_day_and_leaves_with_it()
    {
        await using var visit = await chromium.VisitAsync(_host);
        await visit.GoAsync("/test/charts");
        await visit.ChartsAsync();
        var chart = visit.Page.Locator("#high drawdown-chart");

        await chart.HoverAsync(new() { Position = new() { X = 300, Y = 100 } });
        var day = await chart.Locator(".chart-tip").InnerTextAsync();
        await visit.PartAsync("chart-tooltip", "#high");
        await visit.Page.Mouse.MoveAsync(1, 1);

        Assert.Contains("Used so far", day);
        Assert.Contains("Left of $100.00", day);
        await Assertions.Expect(chart.Locator(".chart-tip")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Arrow_keys_read_the_chart_day_by_day_and_say_it()
    {
        await using var visit = await chromium.VisitAsync(_host);
        await visit.GoAsync("/test/charts");
        await visit.ChartsAsync();
        var chart = visit.Page.Locator("#high drawdown-chart");

        await chart.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        var now = await visit.Page.Locator("#high .chart-host [aria-live]").InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        var next = await visit.Page.Locator("#high .chart-host [aria-live]").InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("Escape");

        Assert.Equal("Fri 27 Nov, now, Used so far $140.12, of it overage $40.12, Left of $100.00 $0.00", now);
        Assert.StartsWith("Fri 27 Nov, end of day, Projected $142.45, 80% band $141.30–$143.77", next, StringComparison.Ordinal);
        await Assertions.Expect(chart.Locator(".chart-tip")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task On_touch_the_tooltip_stays_until_the_next_tap()
    {
        await using var visit = await chromium.VisitAsync(_host, 390, 844, touch: true);
        await visit.GoAsync("/test/charts");
        await visit.ChartsAsync();
        var chart = visit.Page.Locator("#high drawdown-chart");

        await chart.TapAsync(new() { Position = new() { X = 150, Y = 120 } });
        await Assertions.Expect(chart.Locator(".chart-tip")).ToBeVisibleAsync();
        await visit.PartAsync("chart-touch", "#high");
        await visit.Page.Locator("h1").TapAsync();

        await Assertions.Expect(chart.Locator(".chart-tip")).ToBeHiddenAsync();
        foreach (var name in (string[])["day1", "exhausted", "overage", "org", "unclaimed"])
        {
            await visit.PartAsync($"chart-390-{name}", "#" + name);
        }
    }

    [Fact]
    public async Task New_figures_change_the_chart_in_place_and_leaving_the_page_ends_it()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(_host);
        await visit.GoAsync("/test/controls");
        await visit.ConnectedAsync();
        await visit.ChartsAsync();
        await visit.Page.EvaluateAsync("document.querySelector('#live drawdown-chart').mark = 1");

        await visit.Page.ClickAsync("#next");
        await Assertions.Expect(visit.Page.Locator("#live drawdown-chart")).ToContainTextAsync("$350.98 projected");
        Assert.Equal(1, await visit.Page.EvaluateAsync<int>("document.querySelector('#live drawdown-chart').mark"));
        await visit.Page.ClickAsync("#next");
        await Assertions.Expect(visit.Page.Locator("#live drawdown-chart")).ToContainTextAsync("$131.58 projected");

        await visit.Page.ClickAsync("#away");
        await Assertions.Expect(visit.Page.Locator("#live drawdown-chart")).ToHaveCountAsync(0);
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("(window.Apex?._chartInstances ?? []).length"));
    }

    [Fact]
    public async Task The_theme_changes_at_once_and_stays_after_a_reload()
    {
        await using var visit = await chromium.VisitAsync(_host);
        await visit.GoAsync("/test/charts");
        await visit.ChartsAsync();

        await visit.Page.ClickAsync("[data-theme-toggle]");
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Assertions.Expect(visit.Page.Locator("#high .apexcharts-series path[stroke='#7da2ff']").First).ToBeAttachedAsync();
        await visit.Page.ReloadAsync();

        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task The_table_twin_holds_every_day()
    {
        await using var visit = await chromium.VisitAsync(_host);
        await visit.GoAsync("/test/charts");
        await visit.ChartsAsync();

        await visit.Page.ClickAsync("#high summary");

        Assert.Equal(ChartCases.Of("high").Days.Count, await visit.Page.Locator("#high tbody tr").CountAsync());
        await visit.PartAsync("chart-twin", "#high");
    }
}
