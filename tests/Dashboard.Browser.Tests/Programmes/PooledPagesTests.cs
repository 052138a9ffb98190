using Dashboard.Browser.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Programmes;

/// <summary>The pages of an organisation whose credit is in one shared account.</summary>
public sealed class PooledPagesTests(Chromium chromium, PooledOrganisation organisation) : IClassFixture<PooledOrganisation>
{
    [Theory]
    [InlineData("", "overview")]
    [InlineData("meters", "meters")]
    [InlineData("reconciliation", "reconciliation")]
    [InlineData("reconciliation?against=counters", "counters")]
    [InlineData("seats", "seats")]
    [InlineData("seats/mara%40alderway.example", "seat")]
    [InlineData("ledger?by=seat", "ledger")]
    [InlineData("settings/programmes", "programmes")]
    [InlineData("settings/prices", "prices")]
    [InlineData("settings/api", "api")]
    public async Task Nothing_sticks_out_in_any_width_and_theme(string address, string name)
    {
        foreach (var (width, theme) in ((int, string)[])[(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
        {
            await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host, width, 900, theme, touch: width < 500);
            await visit.GoAsync(address);
            await visit.ConnectedAsync();
            await visit.ChartsAsync();

            await visit.AssertFitsAsync();
            await visit.PictureAsync($"pool-{name}-{width}-{theme}");
        }
    }

    [Fact]
    public async Task The_first_page_says_where_the_grant_of_260_comes_from()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync("");
        var card = visit.Page.Locator("section[aria-labelledby=shared-title]");

        await Expect(card).ToContainTextAsync("Granted");
        await Expect(card).ToContainTextAsync("$260.00");
        await Expect(card.Locator("tr", new() { HasText = "Team Standard" })).ToContainTextAsync("60.00");
        await Expect(card.Locator("tr", new() { HasText = "Team Premium" })).ToContainTextAsync("200.00");
        await Expect(visit.Page.Locator(".fig").First).ToContainTextAsync("$260.00");
    }

    [Fact]
    public async Task A_seat_added_after_the_grant_has_a_share_of_nothing_and_still_draws()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync("seats/yusuf%40alderway.example");

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("of a share of 0.00");
        await Expect(visit.Page.Locator(".fig:nth-child(2) .v")).ToHaveTextAsync("$7.20");
    }

    [Fact]
    public async Task Who_pays_is_told_for_every_kind_of_run_and_adds_up()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync("meters");
        var main = visit.Page.Locator("main");

        // 19 days of 2.85 + 1.90 + 1.55, 8 of 0.90 and 3.50 without a seat are covered: 130.40 of 187.40 + 0.70.
        await Expect(main).ToContainTextAsync("Monthly API credits");
        await Expect(visit.Page.Locator("section", new() { Has = visit.Page.Locator("h2", new() { HasText = "Monthly API credits" }) }).Locator("header")).ToContainTextAsync("$130.40");
        await Expect(visit.Page.Locator("[data-split] dd")).ToHaveTextAsync(["130.40", "0.00", "0.00", "130.40"]);
        await Expect(main).ToContainTextAsync("Drawn, overage and uncovered are the figures of Overview.");
        await Expect(main).ToContainTextAsync("All meters together: $184.30");
        await Expect(main).ToContainTextAsync("GitHub Action runs are not covered");
        await Expect(main).ToContainTextAsync("Interactive use with an API key");
        await Expect(main).ToContainTextAsync("Runs of an editor or the desktop app with an API key");
        await Expect(main).ToContainTextAsync("Runs of unknown call type draw nothing");
    }

    [Fact]
    public async Task A_reconciliation_names_every_difference_and_can_be_narrowed_to_a_reason()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync("reconciliation");
        await visit.ConnectedAsync();
        var why = visit.Page.Locator("section[aria-labelledby=why-title]");

        await Expect(why.Locator("tr", new() { HasText = "Price" })).ToContainTextAsync("0.25");
        await Expect(why.Locator("tr", new() { HasText = "Unclassified" })).ToContainTextAsync("2.60");
        await Expect(why.Locator("tr", new() { HasText = "Late" })).ToContainTextAsync("−");

        await visit.Page.SelectOptionAsync("#kind", "Price");
        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("kind=Price"));
        await Expect(visit.Page.Locator("section[aria-labelledby=days-title] tbody tr")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("section[aria-labelledby=days-title] tbody tr")).ToContainTextAsync("priya@alderway.example");
    }

    [Fact]
    public async Task A_balance_is_read_by_hand_compared_and_taken_back()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync("reconciliation");
        await visit.ConnectedAsync();
        var card = visit.Page.Locator("section[aria-labelledby=balance-0]");
        await Expect(card.Locator("tbody tr")).ToHaveCountAsync(2);

        await card.Locator("#balance-0-amount").FillAsync("129.60");
        await card.GetByRole(AriaRole.Button, new() { Name = "Enter the reading" }).ClickAsync();
        await Expect(card).ToContainTextAsync("The ledger and the console say the same.");
        await Expect(card.Locator("tbody tr")).ToHaveCountAsync(3);

        await card.Locator("tbody tr").First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(card.Locator("tbody tr")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task The_payment_day_is_looked_at_before_it_moves_the_shared_accounts_cycles()
    {
        await using var own = new PooledOrganisation();
        await own.InitializeAsync();
        await using var visit = await chromium.VisitAsOwnerAsync(own.Host);
        await visit.GoAsync("settings/programmes");
        await visit.ConnectedAsync();
        var card = visit.Page.Locator("#monthly-api-credits");
        await card.GetByRole(AriaRole.Button, new() { Name = "Change the payment day" }).ClickAsync();
        await card.GetByLabel("Day of the month").FillAsync("25");
        await card.GetByLabel("Reason").FillAsync("The plan is paid on the 25th");
        await card.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(card.Locator(".facts")).ToContainTextAsync("Next grant of the shared account25 Nov");
        await visit.PictureAsync("pool-payment-day-1440-light", fullPage: false);

        // The dialog's own button, which was the opener before.
        await card.GetByRole(AriaRole.Button, new() { Name = "Change the payment day" }).Last.ClickAsync();
        await Expect(card).ToContainTextAsync("day 25 of the month");
        Assert.Equal(25, (await own.Database.Decisions.CurrentAsync()).Rules.PoolAnchor.At(PooledOrganisation.NowMs));
    }

    [Fact]
    public async Task A_rule_about_who_pays_is_looked_at_with_what_would_be_covered_and_then_saved()
    {
        await using var own = new PooledOrganisation();
        await own.InitializeAsync();
        await using var visit = await chromium.VisitAsOwnerAsync(own.Host);
        await visit.GoAsync("meters");
        await visit.ConnectedAsync();
        var card = visit.Page.Locator("#payers");
        await card.GetByLabel("Who pays").SelectOptionAsync("other-console");
        await card.GetByLabel("Entrypoint").FillAsync("sdk-ts");
        await card.GetByRole(AriaRole.Button, new() { Name = "Put it first" }).ClickAsync();
        await card.GetByLabel("Reason").FillAsync("The SDK runs on the key of the lab");
        await card.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(card.Locator(".facts")).ToContainTextAsync("Covered usage of this period now$130.40");
        await Expect(card.Locator(".facts")).ToContainTextAsync("Then$100.95");
        await card.GetByRole(AriaRole.Button, new() { Name = "Save the rules" }).ClickAsync();

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("$100.95 of $184.30");
        Assert.Equal("sdk-ts", (await own.Database.Decisions.CurrentAsync()).PayerRules.Rules[0].Entrypoint);
        Assert.Equal(100_95, (await Storage.Reads.OverviewRead.FiguresAsync(own.Database))!.Pool!.Consumed.Value / 10_000_000);
    }

    [Fact]
    public async Task A_discount_of_the_contract_is_looked_at_with_what_known_usage_would_cost()
    {
        await using var own = new PooledOrganisation();
        await own.InitializeAsync();
        await using var visit = await chromium.VisitAsOwnerAsync(own.Host);
        await visit.GoAsync("settings/prices");
        await visit.ConnectedAsync();
        var card = visit.Page.Locator("section[aria-labelledby=contract-title]");
        await card.GetByLabel("Discount on the list price").FillAsync("12.5");
        await card.GetByLabel("Reason").FillAsync("Contract of 2026");
        await card.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(card.Locator(".facts")).ToContainTextAsync("Then87.5%");
        await Expect(card.Locator(".facts")).ToContainTextAsync("Their cost now$184.30");
        await card.GetByRole(AriaRole.Button, new() { Name = "Change the contract" }).ClickAsync();

        await Expect(card).ToContainTextAsync("now 87.5% of the list price is paid");
        Assert.Equal("7/8", (await own.Database.Decisions.CurrentAsync()).Contract.ToString());
    }
}
