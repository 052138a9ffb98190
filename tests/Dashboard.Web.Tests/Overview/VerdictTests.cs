using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.TestKit;
using Dashboard.Web.Features.Overview;

namespace Dashboard.Web.Tests.Overview;

/// <summary>The sentence that answers "are we all right this cycle".</summary>
public sealed class VerdictTests
{
    [Fact]
    public void Seats_past_their_credit_come_first_and_the_likely_ones_follow()
    {
        var (answer, reason) = Of(Pages.AnOverview(), (SeatState.Exhausted, 1), (SeatState.OverageOn, 2), (SeatState.LikelyToRunOut, 5), (SeatState.OnTrack, 19));

        Assert.Equal("Three seats are past their credit and five more are likely to follow.", answer);
        Assert.StartsWith("Credit does not pool between seats: expect $227.49 of overage by 1 Dec while $315.90 expires unused.", reason, StringComparison.Ordinal);
        Assert.Contains("$1.86 is uncovered.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_seat_is_spoken_of_as_one() =>
        Assert.Equal("One seat is past its credit and one more is likely to follow.", Of(Pages.AnOverview(), (SeatState.Exhausted, 1), (SeatState.LikelyToRunOut, 1)).Answer);

    [Fact]
    public void Only_likely_seats_name_the_date() =>
        Assert.Equal("Two seats are likely to run out before 1 Dec.", Of(Pages.AnOverview(), (SeatState.LikelyToRunOut, 2), (SeatState.OnTrack, 25)).Answer);

    [Fact]
    public void When_all_is_well_it_says_so()
    {
        var (answer, reason) = Of(Pages.AnOverview(Pages.Figures with { ProjectedOverage = default, Uncovered = default }), (SeatState.OnTrack, 27));

        Assert.Equal("All 27 seats are within their credit.", answer);
        Assert.Equal("No overage is expected by 1 Dec; $315.90 expires unused if usage stays as it is.", reason);
    }

    [Fact]
    public void Without_any_usage_it_says_what_is_untouched()
    {
        var (answer, reason) = Of(Pages.AnOverview(Pages.Figures with { NewestEventMs = null }), (SeatState.Idle, 27));

        Assert.Equal("No usage yet.", answer);
        Assert.StartsWith("$1,940.00 granted to 27 seats is untouched.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Silent_sources_win_over_all_states()
    {
        var silent = new SourceFreshness(1, "Laptops", "push", Pages.NowMs - (70L * 3_600_000), 24);

        var (answer, _) = Of(Pages.AnOverview(sources: silent), (SeatState.Exhausted, 3));

        Assert.Equal("No data since 16 Nov, 16:20.", answer);
    }

    [Fact]
    public void A_dropped_file_is_never_late()
    {
        var upload = new SourceFreshness(1, "Uploads", "upload", Pages.NowMs - (70L * 3_600_000), null);

        Assert.StartsWith("Three seats", Of(Pages.AnOverview(sources: upload), (SeatState.Exhausted, 3)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Shadow_mode_says_as_if_live_and_that_nothing_is_payable()
    {
        var (answer, reason) = Of(Pages.AnOverview(Pages.Figures with { ShadowSeats = 27 }, Pages.AnOrganisation(ProgrammeMode.Shadow)), (SeatState.Exhausted, 3));

        Assert.Equal("As if live: three seats are past their credit.", answer);
        Assert.EndsWith("Shadow mode: nothing of it is payable.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Off_says_that_nothing_is_granted() => Assert.Equal(
        "The programme is off: usage is counted, nothing is granted.",
        Of(Pages.AnOverview(Pages.Figures with { Allocated = default }, Pages.AnOrganisation(ProgrammeMode.Off)), (SeatState.NotEligible, 27)).Answer);

    [Fact]
    public void The_first_cycle_says_on_how_little_the_projection_rests()
    {
        var data = Pages.AnOverview() with { LastPeriod = [], Projection = Pages.Projection(new DateOnly(2026, 11, 19), default, (1, 1, 1)) };

        Assert.EndsWith("This is the first cycle: the projection rests on 18 days with usage.", Of(data, (SeatState.OnTrack, 27)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Credit_for_keys_that_no_rule_speaks_of_is_undecided_until_a_rule_does_or_something_is_drawn()
    {
        var organisation = Pages.AnOrganisation();
        organisation = organisation with { Rules = organisation.Rules with { Choice = new History<ProgrammeChoice>(new ProgrammeChoice(ShippedProgrammes.MonthlyApiCredits.Id, ProgrammeMode.Enforced)) } };
        var none = Pages.Figures with { Consumed = default, Overage = default, Uncovered = default, Outside = 1_234.Cents() };
        var (answer, reason) = Of(Pages.AnOverview(none, organisation), (SeatState.OnTrack, 27));
        var ruled = organisation with { PayerRules = new PayerRules([new PayerRule { Payer = Payers.LinkedConsole }]) };
        var elsewhere = organisation with { PayerRules = new PayerRules([new PayerRule { Payer = Payers.OtherConsole }]) };

        Assert.Equal("No run is paid by the credit yet: decide who pays.", answer);
        Assert.Equal("$12.34 since 1 Nov is covered by no credit. No source says whose key a run is on; a rule of yours does.", reason);
        Assert.Equal("All 27 seats are within their credit.", Of(Pages.AnOverview(none, ruled), (SeatState.OnTrack, 27)).Answer);
        Assert.Equal("No run is paid by the credit yet: decide who pays.", Of(Pages.AnOverview(none, elsewhere), (SeatState.OnTrack, 27)).Answer);
        Assert.Equal("All 27 seats are within their credit.", Of(Pages.AnOverview(none with { Consumed = 1.Cents() }, organisation), (SeatState.OnTrack, 27)).Answer);
        Assert.False(OverviewVerdict.IsUndecided(Pages.AnOverview(none), none));
    }

    [Fact]
    public void Before_an_organisation_exists_the_page_leads_to_the_first_run()
    {
        var view = OverviewBuilder.Build(new OverviewData(Organisation.None, null, [], [], null, [], 0, []), null, null, Pages.Now);

        Assert.Equal("first-run", view.First!.Href);
        Assert.Empty(view.Figures);
    }

    private static (string Answer, string Reason) Of(OverviewData data, params (SeatState, long)[] states) =>
        OverviewVerdict.Of(data, data.Figures!, Pages.Counts(states), Pages.Now);
}
