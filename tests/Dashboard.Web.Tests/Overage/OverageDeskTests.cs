using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.TestKit;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Web.Tests.Overage.OverageOrganisation;

namespace Dashboard.Web.Tests.Overage;

/// <summary>The switch: looked at, turned on, off and on again, asked for, approved; through the very desks that pages use.</summary>
public sealed class OverageDeskTests
{
    private static readonly OverageTerms UpTo40 = new(40.Dollars(), OverageEnd.Cycle, null, "");

    [Fact]
    public async Task What_it_would_cost_is_said_before_and_only_usage_after_it_is_overage()
    {
        await using var on = await CreateAsync();
        var desk = on.Services.GetRequiredService<OverageDesk>();
        var owner = await on.AsAsync(Owner);

        var look = await desk.LookAsync([on.Bob], UpTo40, owner);
        var basis = Assert.Single(await OverageRead.BasesAsync(on.Database, [on.Bob]));
        var row = Assert.Single(look.Rows);
        Assert.Equal(OverageOutlook.Of(basis.Projection!, default, 40.Dollars()), row.Outlook);
        Assert.True(row.Outlook.Low <= row.Outlook.Point && row.Outlook.Point <= row.Outlook.High && row.Outlook.High <= 40.Dollars());
        Assert.Equal((CycleEnd, null, 0), (row.UntilMs, look.WhyAsk, look.Refusals.Count));
        Assert.Contains(look.Facts, f => f.Name == "Projected overage by 1 Dec");
        Assert.Equal("https://claude.ai/settings/usage", Assert.Single(look.Switches).Address);
        Assert.Empty((await on.Database.Decisions.CurrentAsync()).Seats[on.Bob].Overage.Decisions);

        Assert.Equal(["Enter the reason: it stands beside the decision for good."], (await desk.SaveAsync(look, " ", owner)).Refusals);
        Assert.Equal("Overage is on for Bob.", (await desk.SaveAsync(look, "the release", owner)).Done);
        on.Clock.Pass(TimeSpan.FromMinutes(1));
        await on.UseAsync(on.UseNow("after", "bob@example.org", 300));

        var line = (await SeatRead.ReadAsync(on.Database, "bob@example.org"))!.Line!;
        Assert.Equal((3.Dollars(), 5.Dollars(), true), (line.Overage, line.Uncovered, line.OverageIsOn));
        var standing = (await desk.StandingsAsync([on.Bob], owner))[on.Bob];
        Assert.Equal(("On, cap 40.00", CycleEnd), (standing.Word, standing.UntilMs));
        Assert.Contains("by owner@example.org, until 1 Dec. “the release”", standing.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Off_is_one_step_and_undo_brings_back_cap_and_end_from_then_on()
    {
        await using var on = await CreateAsync();
        var desk = on.Services.GetRequiredService<OverageDesk>();
        var admin = await on.AsAsync(Admin);
        await desk.SaveAsync(await desk.LookAsync([on.Bob], UpTo40, admin), "the release", admin);
        on.Clock.Pass(TimeSpan.FromMinutes(1));

        var off = await desk.TurnOffAsync((await desk.StandingsAsync([on.Bob, on.Ada], admin)).Values, admin);
        Assert.Equal("Overage is off for Bob.", off.Done);
        on.Clock.Pass(TimeSpan.FromMinutes(1));
        await on.UseAsync(on.UseNow("between", "bob@example.org", 100));
        on.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Empty((await desk.UndoAsync(off, admin)).Refusals);
        await on.UseAsync(on.UseNow("after", "bob@example.org", 200));

        var decisions = (await on.Database.Decisions.CurrentAsync()).Seats[on.Bob].Overage.Decisions;
        Assert.Equal([(true, 40.Dollars(), (long?)CycleEnd), (false, null, null), (true, (Nanodollars?)40.Dollars(), CycleEnd)], decisions.Select(d => (d.On, d.Cap, d.UntilMs)));
        var line = (await SeatRead.ReadAsync(on.Database, "bob@example.org"))!.Line!;
        Assert.Equal((2.Dollars(), 6.Dollars()), (line.Overage, line.Uncovered));
        Assert.Single((await desk.UndoAsync(off, admin)).Refusals);
    }

    [Fact]
    public async Task What_one_person_cannot_decide_alone_is_not_offered_as_a_step_back()
    {
        await using var on = await CreateAsync();
        var desk = on.Services.GetRequiredService<OverageDesk>();
        var (owner, admin) = (await on.AsAsync(Owner), await on.AsAsync(Admin));
        await on.DecideNowAsync(new OverageDecided(on.Bob, true), new OverageDecided(on.Ada, true, 40.Dollars()));

        Assert.Empty((await desk.TurnOffAsync((await desk.StandingsAsync([on.Bob], admin)).Values, admin)).Undo);
        await on.DecideNowAsync(new OverageApprovalLimitSet(30.Dollars()));
        Assert.Empty((await desk.TurnOffAsync((await desk.StandingsAsync([on.Ada], owner)).Values, owner)).Undo);
        Assert.All((await desk.StandingsAsync([on.Ada, on.Bob], owner)).Values, s => Assert.False(s.Setting.On));
    }

    [Fact]
    public async Task Many_at_once_leave_out_who_has_it_and_sum_up_to_the_nano()
    {
        await using var on = await CreateAsync();
        var desk = on.Services.GetRequiredService<OverageDesk>();
        var owner = await on.AsAsync(Owner);
        await on.DecideNowAsync(new OverageDecided(on.Dan, true, 5.Dollars()));

        var look = await desk.LookAsync([on.Ada, on.Bob, on.Cleo, on.Dan], UpTo40 with { End = OverageEnd.Open }, owner);

        Assert.Equal(["Ada", "Bob", "Cleo"], look.Rows.Select(r => r.Seat.Name));
        Assert.Equal(1, look.Unchanged);
        Assert.Equal(look.Rows.Select(r => r.Outlook).Aggregate((a, b) => a + b), look.Sum);
        Assert.All(look.Rows, r => Assert.Null(r.UntilMs));
        Assert.Equal("Overage is on for 3 seats.", (await desk.SaveAsync(look, "the release", owner)).Done);
        Assert.Equal(125.Dollars(), (await on.Database.Decisions.CurrentAsync()).OpenCapsAt(on.Clock.GetUtcNow().ToUnixTimeMilliseconds()).Organisation.Caps);
        Assert.Equal("Overage is off for 4 seats.", (await desk.TurnOffAsync((await desk.StandingsAsync([1, 2, 3, 4], owner)).Values, owner)).Done);
    }

    [Fact]
    public async Task Who_looked_before_somebody_else_decided_is_told_and_changes_nothing()
    {
        await using var on = await CreateAsync();
        var desk = on.Services.GetRequiredService<OverageDesk>();
        var (owner, admin) = (await on.AsAsync(Owner), await on.AsAsync(Admin));
        var first = await desk.LookAsync([on.Ada], UpTo40, owner);
        await desk.SaveAsync(await desk.LookAsync([on.Ada], UpTo40 with { Cap = 10.Dollars() }, admin), "mine", admin);

        // Looking again under other terms still knows what was seen at first.
        var again = await desk.LookAsync([on.Ada], UpTo40 with { Cap = 90.Dollars() }, owner, first);
        var refused = await desk.SaveAsync(again, "the release", owner);

        Assert.Equal(["admin@example.org turned overage on meanwhile, cap 10 USD. Nothing was changed: look again."], refused.Refusals);
        Assert.Equal(again.Refusals, refused.Refusals);
        Assert.Equal(10.Dollars(), Assert.Single((await on.Database.Decisions.CurrentAsync()).Seats[on.Ada].Overage.Decisions).Cap);
    }

    [Fact]
    public async Task Above_the_limit_it_is_asked_for_and_another_person_approves()
    {
        await using var on = await CreateAsync();
        var (desk, queue) = (on.Services.GetRequiredService<OverageDesk>(), on.Services.GetRequiredService<RequestsDesk>());
        var (owner, admin) = (await on.AsAsync(Owner), await on.AsAsync(Admin));
        await on.DecideNowAsync(new OverageApprovalLimitSet(30.Dollars()), new OverageCeilingSet("Blue", 100.Dollars()));

        var look = await desk.LookAsync([on.Ada], UpTo40, admin);
        Assert.Equal("Above a cap of $30.00 a second person is needed.", look.WhyAsk);
        Assert.Equal([Owner, SecondOwner], look.Approvers);
        Assert.Equal("Asked for approval of overage for Ada.", (await desk.SaveAsync(look, "the release", admin)).Done);
        Assert.False((await desk.StandingsAsync([on.Ada], admin))[on.Ada].Setting.On);
        Assert.Equal((0, true), await queue.CountAsync(admin));
        Assert.Equal((1, true), await queue.CountAsync(owner));

        var own = Assert.Single((await queue.ReadAsync(admin)).Own);
        Assert.Equal((false, false, "Another person answers it."), (own.MayApprove, own.MayRefuse, own.WhyNot));
        Assert.Equal(["Who asked cannot answer: another person is needed."], (await queue.ApproveAsync(own.Request, "me", admin)).Take(1));
        var waiting = Assert.Single((await queue.ReadAsync(owner)).Waiting);
        Assert.Equal(("Ada", "cap 40.00 a cycle, until 1 Dec", true), (waiting.Name, waiting.Asked, waiting.MayApprove));
        Assert.Contains(waiting.Context, c => c is { Name: "Left of the ceiling of Blue", Value: "$100.00 of $100.00" });
        Assert.Empty(await queue.ApproveAsync(waiting.Request, "", owner));

        var decision = Assert.Single((await on.Database.Decisions.CurrentAsync()).Seats[on.Ada].Overage.Decisions);
        Assert.Equal((Owner, "the release", 40.Dollars(), CycleEnd), (decision.By, decision.Reason, decision.Cap, decision.UntilMs));
        Assert.Single(await queue.RefuseAsync(waiting.Request, "too late", owner));
        var history = Assert.Single((await queue.ReadAsync(admin)).History);
        Assert.Equal("Approved: Ada, cap 40.00 a cycle, until 1 Dec", history.Title);
        Assert.Contains("asked by admin@example.org: “the release”; answered by owner@example.org", history.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_ceiling_forbids_is_not_offered_and_says_why_and_what_can_be_done()
    {
        await using var on = await CreateAsync();
        var (desk, queue) = (on.Services.GetRequiredService<OverageDesk>(), on.Services.GetRequiredService<RequestsDesk>());
        var (ada, owner, admin) = (await on.AsAsync(AdaEmail), await on.AsAsync(Owner), await on.AsAsync(Admin));
        await desk.SaveAsync(await desk.LookAsync([on.Ada], UpTo40, ada), "please", ada);
        await on.DecideNowAsync(new OverageCeilingSet("Blue", 30.Dollars()));

        var row = Assert.Single((await queue.ReadAsync(owner)).Waiting);
        var ofAdmin = Assert.Single((await queue.ReadAsync(admin)).Waiting);
        Assert.Equal((false, true), (row.MayApprove, row.MayRefuse));
        Assert.Equal(
            "It cannot be approved as it is. The open caps of team Blue would sum up to 40 USD; the ceiling is 30, and 30 is left. Raise the ceiling on Settings, Overage, lower or turn off another seat's cap, or refuse it, and a smaller cap can be asked for.",
            row.WhyNot);
        Assert.Contains("Ask whoever sets the limits to raise the ceiling", ofAdmin.WhyNot, StringComparison.Ordinal);
        Assert.Contains("the ceiling is 30", Assert.Single(await queue.ApproveAsync(row.Request, "", owner)), StringComparison.Ordinal);

        await on.DecideNowAsync(new OverageCeilingSet("Blue", 40.Dollars()));
        var raised = Assert.Single((await queue.ReadAsync(owner)).Waiting);
        Assert.Equal((true, null), (raised.MayApprove, raised.WhyNot));
        Assert.Empty(await queue.ApproveAsync(raised.Request, "", owner));
    }

    [Fact]
    public async Task A_seat_holder_asks_for_the_own_seat_only_and_the_team_admin_answers()
    {
        await using var on = await CreateAsync();
        var (desk, queue) = (on.Services.GetRequiredService<OverageDesk>(), on.Services.GetRequiredService<RequestsDesk>());
        var (ada, admin) = (await on.AsAsync(AdaEmail), await on.AsAsync(Admin));

        Assert.Equal([on.Ada], (await desk.StandingsAsync([1, 2, 3, 4], ada)).Keys);
        Assert.Empty((await desk.LookAsync([on.Bob], UpTo40, ada)).Rows);
        var look = await desk.LookAsync([on.Ada], UpTo40, ada);
        Assert.Equal("Another person decides about this seat.", look.WhyAsk);
        Assert.Contains(Admin, look.Approvers);
        await desk.SaveAsync(look, "please", ada);
        await Assert.ThrowsAsync<NotAllowedException>(async () => await queue.ApproveAsync((await on.Database.Decisions.CurrentAsync()).OpenRequestOf(on.Ada)!, "me", ada));

        // Asked once is enough.
        Assert.Empty((await desk.LookAsync([on.Ada], UpTo40, ada)).Rows);
        var row = Assert.Single((await queue.ReadAsync(admin)).Waiting);
        Assert.Equal(["Say why it is refused."], await queue.RefuseAsync(row.Request, " ", admin));
        Assert.Empty(await queue.RefuseAsync(row.Request, "Not this month", admin));
        Assert.Contains("“Not this month”", Assert.Single((await queue.ReadAsync(ada)).History).Text, StringComparison.Ordinal);
        Assert.Equal((0, true), await queue.CountAsync(ada));
    }

    [Fact]
    public async Task Without_a_cap_only_an_owner_decides_and_approves()
    {
        await using var on = await CreateAsync();
        var (desk, queue) = (on.Services.GetRequiredService<OverageDesk>(), on.Services.GetRequiredService<RequestsDesk>());
        var (ada, admin) = (await on.AsAsync(AdaEmail), await on.AsAsync(Admin));
        var open = new OverageTerms(null, OverageEnd.Open, null, "");

        Assert.Null((await desk.LookAsync([on.Bob], open, await on.AsAsync(Owner))).WhyAsk);
        var look = await desk.LookAsync([on.Ada], open, admin);
        Assert.Equal(("Overage without a cap is an owner's decision.", 2), (look.WhyAsk, look.Approvers.Count));
        await desk.SaveAsync(await desk.LookAsync([on.Ada], open, ada), "please", ada);
        var row = Assert.Single((await queue.ReadAsync(admin)).Waiting);
        Assert.Equal((false, true, "Without a cap it is an owner's decision."), (row.MayApprove, row.MayRefuse, row.WhyNot));
        await Assert.ThrowsAsync<NotAllowedException>(() => queue.ApproveAsync(row.Request, "", admin));
        Assert.Empty(await queue.ApproveAsync(row.Request, "", await on.AsAsync(Owner)));
        Assert.True((await desk.StandingsAsync([on.Ada], ada))[on.Ada].Setting is { On: true, Cap: null });
    }

    [Fact]
    public async Task A_ceiling_is_said_while_looking_and_an_end_must_be_chosen()
    {
        await using var on = await CreateAsync();
        var desk = on.Services.GetRequiredService<OverageDesk>();
        var owner = await on.AsAsync(Owner);
        await on.DecideNowAsync(new OverageCeilingSet(null, 60.Dollars()));

        var two = await desk.LookAsync([on.Ada, on.Bob], UpTo40, owner);

        Assert.Equal(["Bob: The open caps of the organisation would sum up to 80 USD; the ceiling is 60, and 20 is left."], two.Refusals);
        Assert.Equal(two.Refusals, (await desk.SaveAsync(two, "the release", owner)).Refusals);
        Assert.Empty((await on.Database.Decisions.CurrentAsync()).Seats[on.Ada].Overage.Decisions);
        Assert.Equal(["Choose the day on which it is off again."], (await desk.LookAsync([on.Ada], UpTo40 with { End = OverageEnd.Day }, owner)).Refusals);
        Assert.Empty((await desk.LookAsync([on.Ada], UpTo40 with { End = OverageEnd.Day, Day = new DateOnly(2026, 11, 20) }, owner)).Refusals);
        Assert.Single((await desk.LookAsync([on.Ada], UpTo40 with { End = OverageEnd.Day, Day = new DateOnly(2026, 11, 19) }, owner)).Refusals);
    }

    [Fact]
    public async Task What_is_said_about_the_vendor_stands_beside_the_switch_and_may_differ()
    {
        await using var on = await CreateAsync();
        var desk = on.Services.GetRequiredService<OverageDesk>();
        var ada = await on.AsAsync(AdaEmail);

        Assert.Equal("Written down: the vendor's switch is on.", (await desk.DeclareAsync(on.Ada, true, ada)).Done);

        var standing = (await desk.StandingsAsync([on.Ada], ada))[on.Ada];
        Assert.Equal((true, false), (standing.Vendor!.On, standing.Setting.On));
        Assert.StartsWith("Said to be on at the vendor since 14:20, by ada@example.org", standing.VendorText, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotAllowedException>(() => desk.DeclareAsync(on.Bob, true, ada));
    }
}
