using System.Net;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Features.SeatDetail;
using Dashboard.Web.Features.Seats;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

/// <summary>What a role is scoped to, and what lies outside of it.</summary>
public sealed class RightsScopeTests(RightsOrganisation organisation) : IClassFixture<RightsOrganisation>
{
    private const long Instant = 1_793_500_000_000;

    [Theory]
    [InlineData("owner", 2)]
    [InlineData("finance", 2)]
    [InlineData("auditor", 2)]
    [InlineData("team-admin", 1)]
    [InlineData("seat-holder", 1)]
    public async Task Rows_sums_counts_search_and_select_all_are_those_of_the_callers_seats(string role, int seats)
    {
        var desk = organisation.Services.GetRequiredService<SeatsDesk>();
        var caller = await organisation.CallerAsync(role);

        var view = await desk.ReadAsync(new SeatsFilter(), 0, caller, TestContext.Current.CancellationToken);
        var found = await desk.ReadAsync(SeatsFilter.Of("other", null, null, null, null, null, null), 0, caller, TestContext.Current.CancellationToken);
        var red = await desk.ReadAsync(SeatsFilter.Of(null, "Red", null, null, null, null, null), 0, caller, TestContext.Current.CancellationToken);
        var ids = await desk.IdsAsync(new SeatsFilter(), caller, TestContext.Current.CancellationToken);

        Assert.Equal((seats, seats, (long)seats, seats, seats), (view.Rows.Count, view.Total, view.Counts.Active, view.Counts.Teams.Count, ids.Count));
        Assert.Equal(seats, view.Totals.Seats);
        Assert.Equal((seats - 1, seats - 1), (found.Total, red.Total));
        Assert.Contains(organisation.OwnSeat, ids);
    }

    [Fact]
    public async Task The_file_of_seats_holds_the_callers_seats_only()
    {
        using var admin = await organisation.BrowserAsync("team-admin");

        var file = await admin.GetStringAsync(new Uri("/seats/export.csv", UriKind.Relative), TestContext.Current.CancellationToken);
        var asked = await admin.GetStringAsync(new Uri("/seats/export.csv?team=Red", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains(RightsOrganisation.Own, file, StringComparison.Ordinal);
        Assert.DoesNotContain(RightsOrganisation.Other, file + asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team-admin")]
    [InlineData("seat-holder")]
    public async Task A_seat_out_of_scope_looks_like_one_that_does_not_exist(string role)
    {
        var reader = organisation.Services.GetRequiredService<SeatReader>();
        using var browser = await organisation.BrowserAsync(role);

        var own = await BodyAsync(RightsOrganisation.Own);
        var other = await BodyAsync(RightsOrganisation.Other);
        var missing = await BodyAsync("nobody-has-this@example.org");

        Assert.DoesNotContain("There is no seat with this e-mail", own, StringComparison.Ordinal);
        Assert.Contains("There is no seat with this e-mail", other, StringComparison.Ordinal);
        Assert.Equal(missing.Replace("nobody-has-this@", "other@", StringComparison.Ordinal), other);
        Assert.Null(await reader.ReadAsync(RightsOrganisation.Other, null, await organisation.CallerAsync(role)));

        async Task<string> BodyAsync(string email)
        {
            var page = await browser.GetStringAsync(new Uri("/seats/" + email, UriKind.Relative), TestContext.Current.CancellationToken);
            var main = page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
            return string.Join('\n', main.Split('\n').Where(l => !l.Contains("<!--Blazor", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_team_admin_changes_no_seat_of_another_team_and_moves_none_into_one()
    {
        var changes = organisation.Services.GetRequiredService<SeatsChanges>();
        var caller = await organisation.CallerAsync("team-admin");
        var before = (await organisation.Database.Decisions.CurrentAsync(TestContext.Current.CancellationToken)).Version;
        var today = await changes.TodayAsync();

        await Assert.ThrowsAsync<NotAllowedException>(() => changes.SaveAsync([organisation.OwnSeat, organisation.OtherSeat], new SeatsChange(SeatsChangeKind.Plan, "pro", today, "why"), caller));
        await Assert.ThrowsAsync<NotAllowedException>(() => changes.PreviewAsync([organisation.OtherSeat], new SeatsChange(SeatsChangeKind.Team, "Blue", today, "why"), caller));
        await Assert.ThrowsAsync<NotAllowedException>(() => changes.SaveAsync([organisation.OwnSeat], new SeatsChange(SeatsChangeKind.Team, "Red", today, "why"), caller));
        Assert.Equal(["Blue"], await changes.KnownAsync(SeatsChangeKind.Team, caller));

        Assert.Equal(before, (await organisation.Database.Decisions.CurrentAsync(TestContext.Current.CancellationToken)).Version);
    }

    [Fact]
    public async Task A_role_given_or_taken_counts_from_the_next_request_without_a_new_sign_in()
    {
        await using var own = new Disposable();
        await own.Organisation.InitializeAsync();
        var decider = own.Organisation.Services.GetRequiredService<Decider>();
        using var browser = await own.Organisation.BrowserAsync("nobody");
        var person = RightsOrganisation.Email("nobody");

        var before = await StatusAsync();
        await decider.DecideAsync(Caller.Product, [new NewDecision(new RoleGranted(person, Role.Auditor), Instant)], cancellationToken: TestContext.Current.CancellationToken);
        var during = await StatusAsync();
        await decider.DecideAsync(Caller.Product, [new NewDecision(new RoleWithdrawn(person, Role.Auditor), Instant)], cancellationToken: TestContext.Current.CancellationToken);
        var after = await StatusAsync();

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden), (before, during, after));

        async Task<HttpStatusCode> StatusAsync() => (await browser.GetAsync(new Uri("/ledger", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode;
    }

    [Fact]
    public async Task Who_may_not_is_told_in_words_beside_the_menu_of_what_the_role_has()
    {
        using var browser = await organisation.BrowserAsync("seat-holder");

        var answer = await browser.GetAsync(new Uri("/settings/prices", UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("This page is not for your role", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Pages\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"seats\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"settings", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"ledger", page, StringComparison.Ordinal);
    }

    private sealed class Disposable : IAsyncDisposable
    {
        public RightsOrganisation Organisation { get; } = new();

        public ValueTask DisposeAsync() => Organisation.DisposeAsync();
    }
}
