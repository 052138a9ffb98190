using Dashboard.Storage.Reads;
using Dashboard.TestKit;
using Dashboard.Web.Features.Claims;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Web.Tests.Overage.OverageOrganisation;

namespace Dashboard.Web.Tests.Claims;

public sealed class ClaimsDeskTests
{
    [Fact]
    public async Task A_claim_of_today_counts_from_the_first_instant_of_the_day_in_the_organisations_zone()
    {
        await using var on = await CreateAsync("Europe/Berlin");
        var desk = on.Services.GetRequiredService<ClaimsDesk>();
        var owner = await on.AsAsync(Owner);
        var today = await desk.TodayAsync();

        var look = await desk.LookAsync([on.Cleo, on.Ada], today, owner);
        Assert.Equal([on.Cleo], look.Claims.Select(c => c.SeatId));
        Assert.Equal("Ada: claimed already.", Assert.Single(look.Issues).Reason);
        Assert.Empty(await desk.SaveAsync(look, "she told us", owner));

        var claim = Assert.Single((await on.Database.Decisions.CurrentAsync()).Seats[on.Cleo].Claims);
        Assert.Equal("2026-11-18T23:00:00".Ms(), claim.AtMs);
        var line = (await SeatRead.ReadAsync(on.Database, "cleo@example.org"))!.Line!;
        Assert.Equal((20.Dollars(), 0.Dollars(), 7.Dollars()), (line.Allocated, line.Consumed, line.Uncovered));
        Assert.Empty((await desk.LookAsync([on.Cleo], today.AddDays(1), owner)).Claims);
    }

    [Fact]
    public async Task A_broken_line_of_a_list_costs_the_others_nothing()
    {
        await using var on = await CreateAsync();
        var desk = on.Services.GetRequiredService<ClaimsDesk>();
        var owner = await on.AsAsync(Owner);

        var look = await desk.ReadAsync(
            "e-mail;Claimed on\nCLEO@example.org;2026-11-05\nada@example.org;\nnobody@example.org;2026-11-05\ndan@example.org;5.11.2026\ncleo@example.org;2026-11-06\n=cmd|' /C calc'!A0;2026-11-05\n",
            "list", new DateOnly(2026, 11, 19), owner);

        Assert.Equal([new ClaimDraft(on.Cleo, new DateOnly(2026, 11, 5), 2)], look.Claims);
        Assert.Equal(
            [(3, "Ada: claimed already."), (4, "There is no seat of yours with this e-mail."), (5, "The day must look like 2026-11-03."), (6, "This e-mail stands on line 2 already."), (7, "This is not an e-mail address.")],
            look.Issues.Select(i => (i.Line, i.Reason)));
        Assert.Empty(await desk.SaveAsync(look, "", owner));
        Assert.Equal("2026-11-05".Ms(), Assert.Single((await on.Database.Decisions.CurrentAsync()).Seats[on.Cleo].Claims).AtMs);
    }

    [Fact]
    public async Task A_team_admin_neither_sees_nor_claims_for_seats_of_another_team()
    {
        await using var on = await CreateAsync();
        var desk = on.Services.GetRequiredService<ClaimsDesk>();
        var admin = await on.AsAsync(Admin);

        Assert.Empty((await desk.UnclaimedAsync(admin)).Rows);
        Assert.Equal("There is no seat of yours with this e-mail.", Assert.Single((await desk.ReadAsync("cleo@example.org,2026-11-05", "list", default, admin)).Issues).Reason);
    }

    [Fact]
    public async Task Unclaimed_seats_say_what_they_lose_and_what_to_send()
    {
        await using var on = await CreateAsync();

        var view = await on.Services.GetRequiredService<ClaimsDesk>().UnclaimedAsync(await on.AsAsync(Owner));

        var row = Assert.Single(view.Rows);
        Assert.Equal(("Cleo", 20.Dollars(), 7.Dollars(), 7.Dollars()), (row.Name, row.Loses, row.Used, row.Left));
        Assert.Equal((20.Dollars(), 7.Dollars()), (view.Loses, view.Left));
        Assert.StartsWith("mailto:cleo%40example.org?subject=Your%20credit%20waits", row.Mail, StringComparison.Ordinal);
        Assert.Contains("%2420.00%20of%20credit", row.Mail, StringComparison.Ordinal);
        Assert.Contains("1. Sign in at claude.ai", view.Text, StringComparison.Ordinal);
        Assert.NotNull(view.VendorStatus);
    }

    [Fact]
    public void An_address_cannot_add_a_header_to_the_mail()
    {
        var link = ClaimMail.Link("a@b?cc=evil@example.org&body=x\r\nBcc: evil@example.org", "Hello");

        Assert.Equal(2, link.Split('?', '&').Length - 1);
        Assert.DoesNotContain('\n', link);
        Assert.DoesNotContain(' ', link);
    }
}
