using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Features.Seats;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Seats;

public sealed class SeatEndTests
{
    private const long Noon = 1_795_176_000_000;
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public async Task Seats_end_together_on_a_day_that_is_looked_at_first_and_can_be_moved()
    {
        using var host = new WebHost { Clock = new SetClock(DateTimeOffset.FromUnixTimeMilliseconds(Noon)) };
        var decisions = host.Services.GetRequiredService<Database>().Decisions;
        await decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)), Noon - 1),
                new NewDecision(new RoleGranted("owner@example.org", Role.Owner), Noon - 1),
                new NewDecision(new SeatAdded(-1, "ada@example.org", "Ada", "pro", "Blue", null, 1, new DateOnly(2026, 11, 1)), Noon - 1),
                new NewDecision(new SeatAdded(-2, "bob@example.org", "Bob", "pro", "Blue", null, 1, new DateOnly(2026, 11, 1)), Noon - 1),
            ],
            "test",
            Noon - 1);
        var changes = host.Services.GetRequiredService<SeatsChanges>();
        var owner = new Caller("owner@example.org", new Access("owner@example.org", [new RoleGrant(Role.Owner)]));
        int[] both = [.. (await decisions.CurrentAsync()).Seats.Keys];
        var end = new SeatsChange(SeatsChangeKind.End, null, Today, "Left");

        var preview = await changes.PreviewAsync(both, end, owner);
        Assert.Equal((2, 0), (preview.Changed, preview.Refusals.Count));
        Assert.Equal("Open, ended from 20 Nov on", Assert.Single(preview.Rows).Name);
        Assert.All((await decisions.CurrentAsync()).Seats.Values, s => Assert.Null(s.ActiveUntil));

        Assert.Empty(await changes.SaveAsync(both, end, owner));
        Assert.All((await decisions.CurrentAsync()).Seats.Values, s => Assert.Equal(Today, s.ActiveUntil));
        Assert.Equal(0, (await changes.PreviewAsync(both, end, owner)).Changed);

        Assert.Empty(await changes.SaveAsync([both[0]], end with { From = Today.AddDays(5) }, owner));
        Assert.Equal(Today.AddDays(5), (await decisions.CurrentAsync()).Seats[both[0]].ActiveUntil);
        Assert.NotEmpty((await changes.PreviewAsync(both, end with { From = new DateOnly(2026, 11, 1) }, owner)).Refusals);
    }
}
