using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Features.Runbook;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Runbook;

/// <summary>The runbook as people of several roles see and change it; Blue is the team of the team admin, Red is another.</summary>
public sealed class RunbookDeskTests : IAsyncLifetime
{
    private readonly RightsOrganisation _organisation = new();

    public async ValueTask InitializeAsync()
    {
        await _organisation.InitializeAsync();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var decider = _organisation.Services.GetRequiredService<Decider>();

        // A stage that everybody who has credit has passed: found passed at first, entered by what is decided afterwards.
        await _organisation.Database.Runbook.EvaluateAsync(now);
        foreach (var seat in (int[])[_organisation.OwnSeat, _organisation.OtherSeat])
        {
            await decider.DecideAsync(Caller.Product, [new NewDecision(new CreditClaimed(seat, "agent-sdk-credit"), NewDecision.WhenBooked, "test")]);
            await decider.DecideAsync(Caller.Product, [new NewDecision(new GrantVoided(seat, Nanodollars.FromUsd(100)), NewDecision.WhenBooked, "test")]);
        }

        await _organisation.Database.Runbook.EvaluateAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public ValueTask DisposeAsync() => _organisation.DisposeAsync();

    [Fact]
    public async Task A_team_admin_sees_and_acknowledges_the_alerts_of_the_team_alone()
    {
        var desk = _organisation.Services.GetRequiredService<AlertsDesk>();
        var admin = await _organisation.CallerAsync("team-admin");
        var all = await RunbookRead.LogAsync(_organisation.Database, new CrossingQuery(), TestContext.Current.CancellationToken);

        var view = await desk.ReadAsync(admin, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<NotAllowedException>(() => desk.AcknowledgeAsync([.. all.Select(c => c.Id)], "mine", admin, TestContext.Current.CancellationToken));
        var done = await desk.AcknowledgeAsync(view.Rows.Single().Crossings, "mine", admin, TestContext.Current.CancellationToken);
        var after = await desk.ReadAsync(admin, TestContext.Current.CancellationToken);
        var owner = await desk.ReadAsync(await _organisation.CallerAsync("owner"), TestContext.Current.CancellationToken);

        Assert.Equal(2, all.Select(c => c.SeatId).Distinct().Count());
        Assert.Equal(["Own"], view.Rows.Select(r => r.Name));
        Assert.True(done > 0);
        Assert.Equal((0L, done), (after.Total, after.Acknowledged.Sum(a => a.Crossings.Count)));
        Assert.Contains(RightsOrganisation.Email("team-admin"), after.Acknowledged[0].By, StringComparison.Ordinal);
        Assert.Equal(["Other"], owner.Rows.Select(r => r.Name));
        Assert.Equal(done, await desk.TakeBackAsync([.. after.Acknowledged.SelectMany(a => a.Crossings)], admin, TestContext.Current.CancellationToken));
        Assert.Equal(1, (await desk.ReadAsync(admin, TestContext.Current.CancellationToken)).Total);
    }

    [Fact]
    public async Task An_auditor_sees_all_alerts_and_answers_none()
    {
        var desk = _organisation.Services.GetRequiredService<AlertsDesk>();

        var view = await desk.ReadAsync(await _organisation.CallerAsync("auditor"), TestContext.Current.CancellationToken);

        Assert.Equal((2L, false, false), (view.Total, view.MayAnswer, view.Rows.Any(r => r.MayAnswer)));
    }

    [Fact]
    public async Task The_runbook_that_applies_to_a_seat_is_its_own_else_its_teams_else_the_organisations()
    {
        var desk = _organisation.Services.GetRequiredService<StagesDesk>();
        var owner = await _organisation.CallerAsync("owner");
        var seat = $"seat:{_organisation.OwnSeat}";
        var rules = new RunbookRules { Stages = [new RunbookStage { Stage = Stage.AtPercent(50), Gate = GateAnswer.Warn }] };

        Assert.Equal("organisation", (await WhichAsync()).Scope);
        Assert.Empty(await desk.SaveAsync("team:Blue", rules, "why", 0, owner, TestContext.Current.CancellationToken));
        Assert.Equal("team:Blue", (await WhichAsync()).Scope);
        Assert.Empty(await desk.SaveAsync(seat, RunbookRules.Default, "why", 0, owner, TestContext.Current.CancellationToken));
        Assert.Equal(seat, (await WhichAsync()).Scope);
        var own = await desk.ReadAsync(seat, owner, TestContext.Current.CancellationToken);
        Assert.Empty(await desk.SaveAsync(seat, null, "why", own.Version, owner, TestContext.Current.CancellationToken));
        Assert.Equal("team:Blue", (await WhichAsync()).Scope);
        var gone = await desk.ReadAsync(seat, owner, TestContext.Current.CancellationToken);

        Assert.Equal((false, 2, 3), (gone.IsOwn, gone.Versions.Count, gone.Next));
        Assert.Equal(["No runbook of its own any more"], gone.Versions[0].Changes);
        Assert.Equal(1, (await desk.ReadAsync("team:Blue", owner, TestContext.Current.CancellationToken)).Seats);

        async Task<WhichRunbook> WhichAsync() => (await desk.WhichAsync(RightsOrganisation.Own, owner, TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public async Task A_version_made_on_an_older_one_is_refused_and_one_without_a_reason_too()
    {
        var desk = _organisation.Services.GetRequiredService<StagesDesk>();
        var owner = await _organisation.CallerAsync("owner");

        Assert.Empty(await desk.SaveAsync("organisation", RunbookRules.Default, "first", 0, owner, TestContext.Current.CancellationToken));
        var late = await desk.SaveAsync("organisation", RunbookRules.Default, "second", 0, owner, TestContext.Current.CancellationToken);
        var silent = await desk.SaveAsync("organisation", RunbookRules.Default, " ", (await desk.ReadAsync(null, owner, TestContext.Current.CancellationToken)).Version, owner, TestContext.Current.CancellationToken);

        Assert.Single(late);
        Assert.Single(silent);
        Assert.Single((await desk.ReadAsync(null, owner, TestContext.Current.CancellationToken)).Versions);
    }

    [Fact]
    public async Task A_team_admin_looks_at_the_runbooks_of_the_team_and_silences_nobody_else()
    {
        var stages = _organisation.Services.GetRequiredService<StagesDesk>();
        var desk = _organisation.Services.GetRequiredService<CrossingsDesk>();
        var admin = await _organisation.CallerAsync("team-admin");
        var until = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(3);

        Assert.Equal(["organisation", "team:Blue"], (await stages.ReadAsync(null, admin, TestContext.Current.CancellationToken)).Scopes.Select(s => s.Value));
        Assert.Equal("organisation", (await stages.ReadAsync("team:Red", admin, TestContext.Current.CancellationToken)).Scope);
        Assert.Null(await stages.WhichAsync(RightsOrganisation.Other, admin, TestContext.Current.CancellationToken));
        Assert.Empty(await desk.SilenceAsync($"seat:{_organisation.OwnSeat}", null, until, "holiday", admin, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotAllowedException>(() => desk.SilenceAsync("team:Red", null, until, "holiday", admin, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotAllowedException>(() => desk.SilenceAsync("all", null, until, "holiday", admin, TestContext.Current.CancellationToken));
        Assert.NotEmpty(await desk.SilenceAsync($"seat:{_organisation.OwnSeat}", null, until.AddDays(500), "for ever", admin, TestContext.Current.CancellationToken));
        var (rows, _) = await desk.SilencesAsync(admin, TestContext.Current.CancellationToken);
        Assert.Empty(await desk.EndAsync(Assert.Single(rows).Id, admin, TestContext.Current.CancellationToken));
        Assert.False((await desk.SilencesAsync(admin, TestContext.Current.CancellationToken)).Rows.Single().IsOn);
    }

    [Fact]
    public void Two_versions_differ_by_what_each_stage_does()
    {
        var before = RunbookRules.Default;
        var after = new RunbookRules
        {
            Stages =
            [
                new() { Stage = Stage.AtPercent(50), Mail = StageMail.SeatHolder },
                .. before.Stages.Where(s => s.Stage.Id != "at-95").Select(s => s.Stage.Id == "exhausted" ? s with { Gate = GateAnswer.Fallback, FallbackModel = "small", EscalateAfterMinutes = null } : s),
            ],
        };

        Assert.Equal(
            ["Added: 50% used", "Exhausted: gate Deny, unless overage is on → Fall back to small", "Exhausted: no longer “escalate after 24 h”", "Removed: 95% used"],
            RunbookDifference.Of(before, after));
        Assert.Empty(RunbookDifference.Of(before, before));
    }

    [Theory]
    [InlineData(StageKind.Percent, "0", "whole number from 1 to 100")]
    [InlineData(StageKind.Percent, "101", "whole number from 1 to 100")]
    [InlineData(StageKind.ProjectedToExhaust, "5", "whole number from 6 to 99")]
    [InlineData(StageKind.Percent, "80", "Two stages watch the same")]
    public void A_stage_that_cannot_be_says_why(StageKind kind, string threshold, string why)
    {
        var (rules, problem) = new StageDraft { Kind = kind, Threshold = threshold }.Into(RunbookRules.Default);

        Assert.Null(rules);
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_edited_and_not_changed_is_the_same_stage()
    {
        var rules = new RunbookRules
        {
            Stages =
            [
                .. RunbookRules.Default.Stages,
                new() { Stage = Stage.AtPercent(70), ExtraMail = ["a@example.org", "b@example.org"], Webhooks = ["ci"], Gate = GateAnswer.Throttle, ThrottleSeconds = 90, AskOverageUpTo = Nanodollars.FromUsd(40), EscalateAfterMinutes = 95 },
            ],
        };

        Assert.All(rules.Stages.Select((s, i) => (s, i)), pair => Assert.Equal(pair.s, StageDraft.Of(pair.s, pair.i).Read().Stage));
    }
}
