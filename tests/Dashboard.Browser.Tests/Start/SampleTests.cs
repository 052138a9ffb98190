using System.Diagnostics;
using Dashboard.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Start;

/// <summary>The program itself with <c>--demo</c>, as README says to start it.</summary>
public sealed class SampleTests(Chromium chromium)
{
    [Fact]
    public async Task The_demo_prints_a_link_that_signs_in_and_a_key_that_works()
    {
        var data = Directory.CreateTempSubdirectory("drawdown-demo-").FullName;
        using var program = Start(data);
        try
        {
            var (link, key) = await LinesAsync(program);
            await using var visit = await chromium.VisitAsync(new Uri(link.GetLeftPart(UriPartial.Authority)), 1440, theme: "dark");
            await visit.Page.GotoAsync(link.PathAndQuery);
            await visit.GoAsync("/sources");
            await visit.ConnectedAsync();
            await Assertions.Expect(visit.Page.Locator("section", new() { Has = visit.Page.Locator("#arrives") }).Locator("tbody tr")).ToHaveCountAsync(6);
            await Assertions.Expect(visit.Page.Locator("#who")).ToBeVisibleAsync();
            await visit.AssertFitsAsync();
            await visit.PictureAsync("sample-sources-1440-dark");

            var before = await visit.Page.Locator("tbody tr", new() { HasText = "Live test" }).CountAsync();
            await SendAsync(link, key);

            await Assertions.Expect(visit.Page.Locator("tbody tr", new() { HasText = "Live test" })).ToContainTextAsync("Receiving");
            Assert.Equal(0, before);
            await PictureAsync(link, 1440, "light", "/", "overview");
            await PictureAsync(link, 390, "light", "/", "overview");
            await PictureAsync(link, 1440, "dark", "/seats/mara.lindqvist@alderway.example", "seat");
            await PictureAsync(link, 1440, "light", "/seats", "seats");
            await PictureAsync(link, 1440, "light", "/ledger", "ledger");
        }
        finally
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>The pictures of the README.</summary>
    private async Task PictureAsync(Uri link, int width, string theme, string path, string name)
    {
        await using var visit = await chromium.VisitAsync(new Uri(link.GetLeftPart(UriPartial.Authority)), width, theme: theme);
        await visit.Page.GotoAsync(link.PathAndQuery);
        await visit.GoAsync(path);
        await visit.ConnectedAsync();
        await visit.ChartsAsync();
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"readme-{name}-{width}-{theme}");
    }

    private static Process Start(string data)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Dashboard.Web.dll"), "--demo", "--urls", "http://127.0.0.1:0", $"--Dashboard:DataDirectory={data}"])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static async Task<(Uri Link, string Key)> LinesAsync(Process program)
    {
        Uri? link = null;
        while (await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("Sign in: ", StringComparison.Ordinal))
            {
                link = new Uri(line["Sign in: ".Length..]);
            }
            else if (line.StartsWith("API key: ", StringComparison.Ordinal))
            {
                _ = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken); // a full pipe would stop the program
                return (link!, line["API key: ".Length..]);
            }
        }

        throw new InvalidOperationException("The program ended before it printed its lines.");
    }

    private static async Task SendAsync(Uri server, string key)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.GetLeftPart(UriPartial.Authority)) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var body = new StringContent($$"""[{"id":"1","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}}","model":"claude-opus-5-5","inputTokens":1200}]""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/api/v1/usage?source=Live%20test", UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
