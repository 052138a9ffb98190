using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Dashboard.Browser.Tests.Harness.Chromium))]

namespace Dashboard.Browser.Tests.Harness;

/// <summary>One Chromium for all tests. Every visit has a context of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("DRAWDOWN_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
        });
    }

    /// <summary>A fresh browser window on a host. <paramref name="touch"/> makes it a phone.</summary>
    public async Task<Visit> VisitAsync(Uri host, int width = 1440, int height = 900, string theme = "light", bool touch = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = host.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = touch,
            IsMobile = touch,
            Locale = "en-GB",
            TimezoneId = "America/New_York", // what is shown must not depend on the reader's zone
        });
        await context.AddCookiesAsync([new() { Name = "drawdown-theme", Value = theme, Url = host.ToString() }]);
        return new Visit(context, await context.NewPageAsync(), host);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
