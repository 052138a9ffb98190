using System.Collections.Immutable;
using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Writes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Settings;

public sealed class IdentitiesTests(Chromium chromium)
{
    private const string Mara = "mara.lindqvist@alderway.example";

    [Fact]
    public async Task A_name_without_a_seat_is_assigned_and_taken_back_and_a_shared_key_is_split_by_a_rule()
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));
        await new Alderway(host).SeedAsync();
        var database = host.Services.GetRequiredService<Database>();
        await WriteAsync(database);
        var before = await ConsumedAsync(database);
        foreach (var (theme, width) in ((string, int)[])[("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
        {
            await using var look = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            foreach (var path in (string[])["identities", "identities/assigned", "identities/rules"])
            {
                await look.GoAsync("/settings/" + path);
                await look.ConnectedAsync();
                await look.AssertFitsAsync();
                await look.PictureAsync($"{path.Replace('/', '-')}-{width}-{theme}", fullPage: width > 760);
            }
        }

        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/settings/identities");
        await visit.ConnectedAsync();
        await page.GetByLabel("Search names").FillAsync("lindqvist");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=lindqvist"));
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("Mara Lindqvist");
        await page.GetByRole(AriaRole.Button, new() { Name = "Assign lindqvist-mara-macbook" }).ClickAsync();
        await Expect(page.Locator("dialog")).ToContainTextAsync("It holds the name Mara Lindqvist");
        await Expect(page.Locator("dialog tbody tr")).ToHaveTextAsync(["UnassignedMara Lindqvist22.50"]);
        await visit.PictureAsync("identities-assign-1440-light", fullPage: false);
        Assert.Equal(before, await ConsumedAsync(database));
        await page.GetByLabel("Reason").FillAsync("her laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Assign, 2 events move" }).ClickAsync();
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await Expect(page.Locator("tbody")).ToContainTextAsync("No name matches");
        Assert.Equal(Nanodollars.FromCents(250), await ConsumedAsync(database) - before);

        await visit.GoAsync("/settings/identities/assigned");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "History of lindqvist-mara-macbook" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the change" }).ClickAsync();
        await Expect(page.Locator("dialog tbody tr")).ToHaveTextAsync(["Mara LindqvistUnassigned22.50"]);
        await visit.PictureAsync("identities-undo-1440-light", fullPage: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo, 2 events move" }).ClickAsync();
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.Equal(before, await ConsumedAsync(database));

        await visit.GoAsync("/settings/identities/rules");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a rule" }).ClickAsync();
        await page.Locator("#pattern-1").FillAsync("ci-*");
        await page.Locator("#kind-2").SelectOptionAsync("Repository");
        await page.Locator("#pattern-2").FillAsync("alderway/shop");
        await page.Locator("#rule-seat").FillAsync(Mara);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test on known usage" }).ClickAsync();
        await Expect(page.Locator("dialog tbody tr")).ToHaveTextAsync(["Unassigned11.00"]);
        await visit.PictureAsync("identities-rule-1440-light", fullPage: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it last" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(page.Locator("table").First.Locator("tbody tr")).ToHaveTextAsync(["UnassignedMara Lindqvist11.00"]);
        await page.GetByLabel("Reason").FillAsync("the shop pays for its own runs");
        await visit.PictureAsync("identities-rules-preview-1440-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save, 1 event moves" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("API key is ci-* and repository is alderway/shop");
        Assert.Equal(Nanodollars.FromCents(100), await ConsumedAsync(database) - before);
        var decision = (await database.Decisions.ReadAsync("identities", null, 1))[0];
        Assert.Equal(("ines@alderway.example", "the shop pays for its own runs"), (decision.Actor, decision.Reason));
        Assert.IsType<IdentityRulesSet>(decision.Body);
    }

    private static async Task WriteAsync(Database database)
    {
        var now = Alderway.Now.ToUnixTimeMilliseconds();
        var source = await database.Decisions.RegisterSourceAsync("Build servers", "rest", "test", now);
        await database.Writer.WriteAsync(new UsageBatch
        {
            SourceId = source,
            ReceivedAtMs = now,
            Records =
            [
                Of("i1", now - 90_000_000, "1.25", null, ("host", "lindqvist-mara-macbook")),
                Of("i2", now - 3_600_000, "1.25", null, ("host", "lindqvist-mara-macbook")),
                Of("i3", now - 3_600_000, "1", "alderway/shop", ("api_key", "ci-prod"), ("host", "build-7")),
                Of("i4", now - 3_600_000, "2", "alderway/till", ("api_key", "ci-prod"), ("host", "build-7")),
                Of("i5", now - 3_600_000, "0.5", null),
                .. Enumerable.Range(0, 55).Select(i => Of($"n{i}", now - (i * 3_600_000L), "0.01", null, ("account", $"0b6f{i:d4}-77aa-4b1c-9a3e-5b0d1c2e3f40"))),
            ],
        });
        await database.Books.CatchUpAsync(now);
    }

    private static UsageRecord Of(string id, long atMs, string usd, string? repository, params (string Name, string Value)[] tags) => new()
    {
        Source = UsageSource.Rest,
        SourceEventId = id,
        OccurredAtMs = atMs,
        Model = "claude-opus-4-8",
        Entrypoint = "sdk-cli",
        Repository = repository,
        AuthoritativeCost = Usd.TryParse(usd, out var cost) ? cost : throw new FormatException(usd),
        Tags = tags.Length == 0 ? null : ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, tags.Select(t => KeyValuePair.Create(t.Name, t.Value))),
    };

    private static async Task<Nanodollars> ConsumedAsync(Database database) =>
        (await SeatsRead.PageAsync(database, new SeatsQuery { Limit = 100 })).Items.Single(s => s.Email == Mara).Consumed;
}
