using Bunit;
using Dashboard.Credits.Money;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Tests.Components;

public sealed class ComponentTests : BunitContext
{
    [Fact]
    public void Every_state_has_a_word_and_a_shape()
    {
        foreach (var kind in Enum.GetValues<StateKind>())
        {
            var state = Render<State>(p => p.Add(s => s.Kind, kind));

            Assert.Equal(StateWords.Word(kind), state.Find(".state").TextContent);
            Assert.NotEmpty(state.Find("svg").InnerHtml);
        }
    }

    [Fact]
    public void Two_seat_states_never_look_the_same()
    {
        StateKind[] seats =
        [
            StateKind.OnTrack, StateKind.AtRisk, StateKind.LikelyToRunOut, StateKind.Exhausted, StateKind.OverageOn, StateKind.OverageCapReached,
            StateKind.Unclaimed, StateKind.Idle, StateKind.NotEligible, StateKind.Paused, StateKind.Stale,
        ];

        var shapes = seats.Select(kind => Render<State>(p => p.Add(s => s.Kind, kind)).Find("svg").InnerHtml).ToList();

        Assert.Equal(shapes.Count, shapes.Distinct().Count());
    }

    [Fact]
    public void A_figure_with_an_explanation_is_a_button_that_says_the_exact_value()
    {
        var asked = 0;
        var figure = Render<Figure>(p => p.Add(f => f.Label, "Consumed").Add(f => f.Value, "$83.72").Add(f => f.Exact, "83.7211 USD").Add(f => f.OnExplain, () => asked++));

        figure.Find("button").Click();

        Assert.Equal(1, asked);
        Assert.Equal("83.7211 USD. Explain this figure", figure.Find("button").GetAttribute("title"));
    }

    [Fact]
    public void A_figure_without_an_explanation_is_no_button()
    {
        var figure = Render<Figure>(p => p.Add(f => f.Label, "Runs out").Add(f => f.Value, "24 Nov"));

        Assert.Empty(figure.FindAll("button"));
        Assert.Equal("24 Nov", figure.Find("dd.v").TextContent.Trim());
    }

    [Theory]
    [InlineData(100, 0, 0, "80.0%", "0.0%", "0.0%")]
    [InlineData(83, 0, 0, "66.4%", "0.0%", "0.0%")]
    [InlineData(100, 17, 0, "80.0%", "13.6%", "0.0%")]
    [InlineData(100, 0, 2, "80.0%", "0.0%", "1.6%")]
    [InlineData(100, 500, 0, "80.0%", "20.0%", "0.0%")]
    public void A_bar_stands_at_four_fifths_when_the_allocation_is_used(long consumed, long overage, long uncovered, string used, string over, string beyond)
    {
        var bar = Render<AllocationBar>(p => p.Add(b => b.View, new AllocationBarView(Usd(100), Usd(consumed), Usd(overage), Usd(uncovered), null, "words")));

        Assert.Equal(used, bar.Find(".used").GetAttribute("width"));
        Assert.Equal(over, bar.Find(".over").GetAttribute("width"));
        Assert.Equal(beyond, bar.Find(".unc").GetAttribute("width"));
        Assert.Equal("words", bar.Find("svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void A_projection_beyond_the_scale_ends_at_the_right_edge()
    {
        var bar = Render<AllocationBar>(p => p.Add(b => b.View, new AllocationBarView(Usd(100), Usd(50), Usd(0), Usd(0), Usd(900), "words")));

        Assert.Equal("40.0%", bar.Find(".proj").GetAttribute("x"));
        Assert.Equal("60.0%", bar.Find(".proj").GetAttribute("width"));
    }

    [Fact]
    public void Without_a_grant_the_bar_is_a_dashed_outline()
    {
        var bar = Render<AllocationBar>(p => p.Add(b => b.View, new AllocationBarView(Usd(0), Usd(0), Usd(0), Usd(4), null, "no grant")));

        Assert.Single(bar.FindAll(".dash"));
        Assert.Empty(bar.FindAll(".full"));
    }

    [Fact]
    public void A_snippet_copies_exactly_what_it_shows()
    {
        const string Text = "{\n  \"a\": \"<b>\"\n}";
        var snippet = Render<Snippet>(p => p.Add(s => s.Label, "Settings").Add(s => s.Text, Text));

        Assert.Equal(Text, snippet.Find("pre").TextContent);
        Assert.Equal(Text, snippet.Find("[data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public void The_footer_says_how_fresh_the_figures_are()
    {
        var now = new DateTimeOffset(2026, 11, 19, 14, 20, 0, TimeSpan.Zero);
        var footer = Render<FreshnessFooter>(p => p.Add(f => f.AsOf, now).Add(f => f.NewestEvent, now.AddMinutes(-1)));

        Assert.StartsWith("Figures as of 19 Nov 2026, 14:20 UTC·newest event 14:19·rounded to cents", footer.Find(".foot").TextContent, StringComparison.Ordinal);
    }

    private static Nanodollars Usd(long dollars) => Nanodollars.FromUsd(dollars);
}
