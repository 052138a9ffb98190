using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Dashboard.Browser.Tests.Harness.Chromium))]

namespace Dashboard.Browser.Tests.Harness;

/// <summary>One Chromium for all tests. Every visit has a context of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private readonly SemaphoreSlim _ownerGate = new(1);

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
    public Task<Visit> VisitAsync(DashboardHost host, int width = 1440, int height = 900, string theme = "light", bool touch = false) =>
        OpenAsync(host.Address, null, width, height, theme, touch);

    /// <summary>The same for a server that runs as a program of its own.</summary>
    public Task<Visit> VisitAsync(Uri server, int width = 1440, int height = 900, string theme = "light") => OpenAsync(server, null, width, height, theme, touch: false);

    /// <summary>The same, signed in as the owner. The first call on a host walks through the set-up page to make the account.</summary>
    public async Task<Visit> VisitAsOwnerAsync(DashboardHost host, int width = 1440, int height = 900, string theme = "light", bool touch = false)
    {
        await _ownerGate.WaitAsync();
        try
        {
            host.OwnerState ??= await MakeOwnerAsync(host);
        }
        finally
        {
            _ownerGate.Release();
        }

        return await OpenAsync(host.Address, host.OwnerState, width, height, theme, touch);
    }

    private async Task<string> MakeOwnerAsync(DashboardHost host)
    {
        await using var visit = await VisitAsync(host);
        visit.Expect("404"); // until the first page exists the way home ends nowhere
        await visit.SetUpAsync(await host.Services.GetRequiredService<SetupLink>().IssueAsync());
        return await visit.Page.Context.StorageStateAsync();
    }

    private async Task<Visit> OpenAsync(Uri host, string? state, int width, int height, string theme, bool touch)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = host.ToString(),
            StorageState = state,
            ViewportSize = new() { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = touch,
            IsMobile = touch,
            Locale = "en-GB",
            TimezoneId = "America/New_York", // what is shown must not depend on the reader's zone
        });
        // A busy machine may need longer than the usual five seconds; what does not come still fails.
        context.SetDefaultTimeout(30_000);
        Assertions.SetDefaultExpectTimeout(30_000);
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
        _ownerGate.Dispose();
    }
}
