using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.TestKit;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Meters;

namespace Dashboard.Web.Tests.Meters;

/// <summary>Where what people believe and what pays may differ.</summary>
public sealed class MeterWarningTests
{
    [Fact]
    public void Telemetry_without_an_e_mail_is_counted_as_covered_by_the_sdk_credit_and_said_to_be_doubtful()
    {
        var view = Build(Pages.AnOrganisation(), Row("sdk-cli", Pool.Programmatic, 7) with { HasSeatEmail = false }, Row("sdk-cli", Pool.Programmatic, 5));

        Assert.Equal(12.Dollars(), view.Groups.Single(g => g.Meter is Meter.Credit).Cost);
        Assert.Equal(7.Dollars(), view.Warnings.Single(w => w.Title == "Counted as covered, though no sign-in is stated").Cost);
    }

    [Fact]
    public void Sdk_runs_on_a_key_beside_the_sdk_credit_are_not_covered()
    {
        var organisation = Pages.AnOrganisation() with { PayerRules = new PayerRules([new PayerRule { Payer = Payers.LinkedConsole, App = "ci" }]) };
        var view = Build(organisation, Row("sdk-cli", Pool.Programmatic, 7) with { App = "ci" }, Row("sdk-cli", Pool.Programmatic, 5));

        Assert.Equal(5.Dollars(), view.Groups.Single(g => g.Meter is Meter.Credit).Cost);
        Assert.Equal(7.Dollars(), view.Groups.Single(g => g.Meter is Meter.LinkedConsole).Cost);
        Assert.Equal(7.Dollars(), view.Warnings.Single(w => w.Title == "SDK runs with an API key beside the Agent SDK credit").Cost);
    }

    [Fact]
    public void Programmatic_runs_that_no_rule_names_a_payer_for_are_covered_by_no_api_credit()
    {
        var view = Build(OnApiCredits(PayerRules.None), Row("sdk-ts", Pool.Programmatic, 9), Row("claude-code-github-action", Pool.Programmatic, 4));

        Assert.DoesNotContain(view.Groups, g => g.Meter is Meter.Credit);
        Assert.Equal(9.Dollars(), view.Warnings.Single(w => w.Title == "Programmatic runs that nothing covers yet").Cost);
        Assert.Equal(4.Dollars(), view.Warnings.Single(w => w.Title == "GitHub Action runs are not covered").Cost);
    }

    [Fact]
    public void A_programme_that_is_off_covers_nothing_and_warns_of_no_programme()
    {
        var view = Build(Pages.AnOrganisation(ProgrammeMode.Off), Row("sdk-cli", Pool.Programmatic, 5));

        Assert.DoesNotContain(view.Groups, g => g.Meter is Meter.Credit);
        Assert.Empty(view.Warnings);
    }

    [Fact]
    public void All_meters_add_up_to_all_usage_in_cents_too()
    {
        MeterRow[] rows = [.. Enumerable.Range(1, 40).Select(i => Row(i % 3 == 0 ? "cli" : "sdk-cli", i % 3 == 0 ? Pool.Interactive : i % 5 == 0 ? Pool.Unknown : Pool.Programmatic, 0) with { Cost = new Nanodollars(1_234_567_891L * i), HasSeatEmail = i % 2 == 0 })];
        var view = Build(Pages.AnOrganisation(), rows);

        Assert.Equal(rows.Sum(r => r.Cost), view.Total);
        Assert.Equal(view.Total, view.Groups.Sum(g => g.Cost));
        Assert.All(view.Groups, g => Assert.Equal(g.Cost, g.Lines.Sum(l => l.Cost)));
        Assert.Equal(Show.Cents(view.Total), view.Groups.Sum(g => Show.Cents(g.Cents)));
    }

    private static Organisation OnApiCredits(PayerRules rules)
    {
        var organisation = Pages.AnOrganisation();
        return organisation with
        {
            PayerRules = rules,
            Rules = organisation.Rules with { Choice = new History<ProgrammeChoice>(new ProgrammeChoice(ShippedProgrammes.MonthlyApiCredits.Id, ProgrammeMode.Enforced)) },
        };
    }

    private static MetersView Build(Organisation organisation, params MeterRow[] rows) => MetersBuilder.Build(organisation, Pages.Figures, new PeriodLedger(default, default, default), rows, Pages.Now);

    private static MeterRow Row(string? entrypoint, Pool pool, int dollars) =>
        new(Pages.NowMs - 1_000, Pages.NowMs, 1, pool, UsageSource.Otlp, 1, entrypoint, null, true, 3, 0, dollars.Dollars());
}
