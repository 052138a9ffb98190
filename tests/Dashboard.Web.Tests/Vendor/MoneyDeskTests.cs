using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;
using Dashboard.Storage.Writes;
using Dashboard.Web.Features.VendorReports;
using Dashboard.Web.Tests.Security;
using Dashboard.Web.Vendor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Vendor;

/// <summary>An owner lets a report post for a seat, and takes it back.</summary>
public sealed class MoneyDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_posts_for_a_seat_from_a_day_on_with_a_look_first_and_its_connection_stays_while_it_does()
    {
        await using var organisation = new RightsOrganisation();
        await organisation.InitializeAsync();
        var (desk, pages) = (organisation.Services.GetRequiredService<MoneyDesk>(), organisation.Services.GetRequiredService<VendorReportsDesk>());
        var owner = await organisation.CallerAsync("owner");
        Assert.Null(await organisation.Services.GetRequiredService<VendorConnections>().AddAsync(
            new VendorDraft { Name = "acme", Kind = VendorKind.Enterprise, Key = AdminApiStub.Key, IsOn = false }, owner.Actor, 1_793_500_000_000, Token));
        var connection = (await pages.ReadAsync(owner, Token)).Connections.Single().Id;
        var day = new DateOnly(2026, 11, 10);
        await organisation.Services.GetRequiredService<StoredVendorDays>().WriteAsync(
            connection, VendorReportKind.EnterpriseCost, day,
            [(new VendorFigure { Report = VendorReportKind.EnterpriseCost, Day = day, Actor = new VendorActor(VendorActorKind.AccountId, "user_1", RightsOrganisation.Own), Cost = Nanodollars.FromCents(1_234) }, 1_793_500_000_000)],
            1_793_500_000_000, 1_793_500_000_000, Token);
        var before = await SumAsync(organisation, day);
        var choice = Assert.Single((await desk.ReadAsync(owner, Token)).Choices);
        Assert.Equal(("Cost per person, acme", false), (choice.Name, choice.HasSource));
        var draft = new MoneyDraft { Email = RightsOrganisation.Own, Choice = choice.Value, Pool = Pool.Programmatic, From = day, Reason = "its requests never arrive" };

        Assert.Equal("There is no seat with this e-mail.", (await desk.DecideAsync(new MoneyDraft { Email = "nobody@example.org", Reason = "why" }, true, owner, Token)).Problem);
        Assert.Equal("Enter the reason: it stands beside the decision for good.", (await desk.DecideAsync(new MoneyDraft { Email = RightsOrganisation.Own }, true, owner, Token)).Problem);
        var look = await desk.DecideAsync(draft, preview: true, owner, Token);
        Assert.Equal((null, Nanodollars.FromCents(1_234)), (look.Problem, look.After));
        Assert.Equal(before, await SumAsync(organisation, day));
        Assert.Empty((await desk.ReadAsync(owner, Token)).Lines);

        Assert.Null((await desk.DecideAsync(draft, preview: false, owner, Token)).Problem);

        Assert.Equal(Nanodollars.FromCents(1_234).Value, await SumAsync(organisation, day));
        var line = Assert.Single((await desk.ReadAsync(owner, Token)).Lines);
        Assert.Equal((RightsOrganisation.Own, (day, "Cost per person, acme")), (line.Email, Assert.Single(line.Changes)));
        Assert.Equal("The money of a seat comes, or came, from this connection, so its figures are part of the books. Turn it off instead.", await pages.RemoveAsync(connection, owner, Token));
        Assert.True((await desk.ReadAsync(owner, Token)).Choices[0].HasSource);

        Assert.Null((await desk.DecideAsync(new MoneyDraft { Email = RightsOrganisation.Own, From = day, Reason = "they arrive" }, preview: false, owner, Token)).Problem);
        Assert.Equal(before, await SumAsync(organisation, day));
    }

    [Fact]
    public async Task Several_seats_and_a_team_are_decided_at_once_and_looked_at_as_one()
    {
        await using var organisation = new RightsOrganisation();
        await organisation.InitializeAsync();
        var (desk, pages) = (organisation.Services.GetRequiredService<MoneyDesk>(), organisation.Services.GetRequiredService<VendorReportsDesk>());
        var owner = await organisation.CallerAsync("owner");
        Assert.Null(await organisation.Services.GetRequiredService<VendorConnections>().AddAsync(
            new VendorDraft { Name = "acme", Kind = VendorKind.Enterprise, Key = AdminApiStub.Key, IsOn = false }, owner.Actor, 1_793_500_000_000, Token));
        var connection = (await pages.ReadAsync(owner, Token)).Connections.Single().Id;
        var day = new DateOnly(2026, 11, 10);
        await organisation.Services.GetRequiredService<StoredVendorDays>().WriteAsync(
            connection, VendorReportKind.EnterpriseCost, day,
            [
                (new VendorFigure { Report = VendorReportKind.EnterpriseCost, Day = day, Actor = new VendorActor(VendorActorKind.AccountId, "user_1", RightsOrganisation.Own), Cost = Nanodollars.FromCents(1_234) }, 1_793_500_000_000),
                (new VendorFigure { Report = VendorReportKind.EnterpriseCost, Day = day, Actor = new VendorActor(VendorActorKind.AccountId, "user_2", RightsOrganisation.Other), Cost = Nanodollars.FromCents(1_000) }, 1_793_500_000_000),
                (new VendorFigure { Report = VendorReportKind.EnterpriseCost, Day = day, Actor = new VendorActor(VendorActorKind.AccountId, "user_3", "stranger@example.org"), Cost = Nanodollars.FromCents(77) }, 1_793_500_000_000),
            ],
            1_793_500_000_000, 1_793_500_000_000, Token);
        var view = await desk.ReadAsync(owner, Token);
        var draft = new MoneyDraft { Email = $"{RightsOrganisation.Other}\n nobody@example.org, no-one@example.org", Choice = view.Choices[0].Value, From = day, Reason = "their requests never arrive" };

        Assert.Equal(["Blue", "Red"], view.Teams);
        Assert.Equal("There is no seat with the e-mail nobody@example.org, nor with 1 more of these.", (await desk.DecideAsync(draft, true, owner, Token)).Problem);
        (draft.Email, draft.Team) = (RightsOrganisation.Other + ", " + RightsOrganisation.Other, "Blue");
        var look = await desk.DecideAsync(draft, preview: true, owner, Token);
        var done = await desk.DecideAsync(draft, preview: false, owner, Token);

        Assert.Equal((null, Nanodollars.FromCents(2_234)), (look.Problem, look.After));
        Assert.Equal([RightsOrganisation.Other, RightsOrganisation.Own], look.Seats.Order(StringComparer.Ordinal));
        Assert.Equal((look.Changes, look.After), (done.Changes, done.After));
        Assert.Equal([RightsOrganisation.Other, RightsOrganisation.Own], (await desk.ReadAsync(owner, Token)).Lines.Select(l => l.Email).Order(StringComparer.Ordinal));
        Assert.Equal(Nanodollars.FromCents(1_234).Value, await SumAsync(organisation, day));
        var decisions = (await organisation.Database.Decisions.CurrentAsync(Token)).MoneySources;
        Assert.Equal(2, decisions.Count);
        var name = Assert.Single(await organisation.Database.VendorReport.NamesAsync(day, day, Token));
        Assert.Equal(("stranger@example.org", "acme", Nanodollars.FromCents(77)), (name.Shown, name.Connection, name.Cost));
        Assert.Equal(new Identity(IdentityKind.Email, "stranger@example.org"), name.Identity);
    }

    /// <summary>What posts for the seat on the day.</summary>
    private static async Task<long> SumAsync(RightsOrganisation organisation, DateOnly day)
    {
        await using var db = organisation.Database.CreateDbContext();
        await db.Database.GetDbConnection().OpenAsync(Token);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT COALESCE(SUM(cost_nano), 0) FROM rollup_seat_day WHERE seat_id = {organisation.OwnSeat} AND day = {day.DayNumber - new DateOnly(1970, 1, 1).DayNumber}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(Token), System.Globalization.CultureInfo.InvariantCulture);
    }
}
