using System.Text.Json;
using Bunit;
using Dashboard.Credits.Money;
using Dashboard.Web.Components.Charts;

namespace Dashboard.Web.Tests.Components;

public sealed class DrawdownChartTests : BunitContext
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_script_gets_finished_figures_and_pixels_positions_only()
    {
        var json = Model(Render(View()));

        Assert.Equal(Start.ToUnixTimeMilliseconds(), json.GetProperty("start").GetInt64());
        Assert.Equal(12.345678901, json.GetProperty("used")[1][1].GetDouble());
        Assert.Equal(
            ["Used so far", "$12.35", "Left of $100.00", "$87.65"],
            json.GetProperty("days")[0].GetProperty("rows").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(c => c.GetString()!));
    }

    [Fact]
    public void The_axis_runs_on_the_organisations_wall_clock()
    {
        var sydney = TimeZoneInfo.FindSystemTimeZoneById("Australia/Sydney");

        var json = Model(Render(View() with { Zone = sydney }));

        Assert.Equal(Start.AddHours(11).ToUnixTimeMilliseconds(), json.GetProperty("start").GetInt64());
    }

    [Fact]
    public void Without_usage_a_sentence_and_one_action_stand_instead()
    {
        var chart = Render(View() with { Used = [], Empty = new("No usage in this cycle", "Lena's 20.00 are untouched.", "Check her sources", "sources") });

        Assert.Empty(chart.FindAll("drawdown-chart"));
        Assert.Contains("Lena's 20.00 are untouched.", chart.Markup);
        Assert.Equal("sources", chart.Find("a.btn").GetAttribute("href"));
    }

    [Fact]
    public void A_new_view_changes_the_attribute_and_the_same_view_does_not()
    {
        var view = View();
        var chart = Render(view);
        var before = chart.Find("drawdown-chart").GetAttribute("view");

        chart.Render(p => p.Add(c => c.View, view with { Now = view.Now.AddHours(1) }));

        Assert.NotEqual(before, chart.Find("drawdown-chart").GetAttribute("view"));
    }

    [Fact]
    public void Shadow_mode_is_said_in_legend_and_caption()
    {
        var chart = Render(View() with { Shadow = true, Caption = "2 observations." });

        Assert.Contains("As if live", chart.Find(".legend").TextContent);
        Assert.Equal("As if the programme were live. 2 observations.", chart.Find(".chart-foot span").TextContent);
    }

    [Fact]
    public void The_twin_has_the_exact_value_behind_every_figure()
    {
        var chart = Render(View());

        var cell = chart.Find("details.twin tbody td.num");

        Assert.Equal("12.35", cell.TextContent);
        Assert.Equal("12.345678901 USD", cell.GetAttribute("title"));
    }

    private IRenderedComponent<DrawdownChart> Render(DrawdownChartView view) => Render<DrawdownChart>(p => p.Add(c => c.View, view));

    private static JsonElement Model(IRenderedComponent<DrawdownChart> chart) =>
        JsonDocument.Parse(chart.Find("drawdown-chart").GetAttribute("view")!).RootElement;

    private static DrawdownChartView View()
    {
        var hundred = Nanodollars.FromUsd(100);
        var used = new Nanodollars(12_345_678_901);
        var noon = Start.AddHours(12);
        return new()
        {
            Sentence = "Consumed $12.35 of $100.00.",
            Start = Start,
            End = Start.AddDays(30),
            Now = noon,
            Zone = TimeZoneInfo.Utc,
            Allocation = [new(Start, hundred), new(Start.AddDays(30), hundred)],
            Used = [new(Start, Nanodollars.Zero), new(noon, used)],
            Days = [new() { At = noon, Name = "1 Nov (12:00)", Heading = "Sun 1 Nov, now", Used = used, Allocation = hundred, Left = hundred - used }],
        };
    }
}
