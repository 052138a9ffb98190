using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Harness;

/// <summary>
/// A browser window that remembers what must never happen: console errors (violations of the content security policy are among
/// them), script errors, failed answers, requests to other hosts. <see cref="DisposeAsync"/> fails the test on any.
/// </summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];
    private readonly List<string> _expected = [];

    public Visit(IBrowserContext context, IPage page, Uri host)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Add($"console {message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => Add($"script error: {error}");
        page.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme is not ("data" or "blob") && uri.Authority != host.Authority)
            {
                Add($"request to another host: {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                Add($"{response.Status} for {new Uri(response.Url).AbsolutePath}");
            }
        };
    }

    public const string OwnerPassword = "correct horse battery";

    public IPage Page { get; }

    private static string Pictures => Environment.GetEnvironmentVariable("DRAWDOWN_PICTURES") ?? Path.Combine(AppContext.BaseDirectory, "pictures");

    /// <summary>Names a fault this test provokes on purpose, by a part of its text.</summary>
    public void Expect(string part) => _expected.Add(part);

    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.EvaluateAsync("document.fonts.ready");
    }

    /// <summary>Fills in the set-up page behind the link and becomes the owner.</summary>
    public async Task SetUpAsync(string link)
    {
        await GoAsync(link);
        await Page.FillAsync("#name", "Ines Carvalho");
        await Page.FillAsync("#email", "ines@alderway.example");
        await Page.FillAsync("#password", OwnerPassword);
        await Page.ClickAsync("button[type=submit]");
        await Page.AwayFromAsync("/setup");
    }

    /// <summary>Waits until every chart on the page is drawn.</summary>
    public Task ChartsAsync() =>
        Page.WaitForFunctionAsync("() => [...document.querySelectorAll('drawdown-chart')].every(c => c.dataset.drawn && c.querySelector('svg'))");

    /// <summary>Nothing sticks out: the page does not scroll sideways and no chart is wider than its host.</summary>
    public async Task AssertFitsAsync()
    {
        var wide = await Page.EvaluateAsync<string>(
            """
            () => {
              const out = [];
              if (document.documentElement.scrollWidth > innerWidth) out.push(`page ${document.documentElement.scrollWidth} > ${innerWidth}`);
              for (const host of document.querySelectorAll('drawdown-chart')) {
                const svg = host.querySelector('svg');
                if (svg && svg.getBoundingClientRect().width > host.clientWidth + 0.5) out.push(`chart ${svg.getBoundingClientRect().width} > ${host.clientWidth}`);
              }
              return out.join('; ');
            }
            """);
        Assert.Equal("", wide);
    }

    /// <summary>Changes the width and waits until the charts have followed.</summary>
    public async Task ResizeAsync(int width, int height = 900)
    {
        await Page.SetViewportSizeAsync(width, height);
        await Page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('drawdown-chart')].every(c => Math.abs(c.querySelector('svg')?.getBoundingClientRect().width - c.clientWidth) < 1.5)");
    }

    /// <summary>A picture of the whole page in the pictures folder (<c>DRAWDOWN_PICTURES</c>, else beside the tests).</summary>
    public async Task PictureAsync(string name, bool fullPage = true)
    {
        Directory.CreateDirectory(Pictures);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = fullPage, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>A picture of one element.</summary>
    public async Task PartAsync(string name, string selector)
    {
        Directory.CreateDirectory(Pictures);
        await Page.Locator(selector).ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Waits until the circuit is up and events are heard.</summary>
    public Task ConnectedAsync() => Page.Locator("[data-live]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.DoesNotContain(_faults, fault => !_expected.Any(fault.Contains));
    }

    private void Add(string fault)
    {
        lock (_faults)
        {
            _faults.Add(fault);
        }
    }
}
