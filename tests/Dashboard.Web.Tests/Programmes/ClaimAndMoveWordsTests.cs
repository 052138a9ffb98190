using Bunit;
using Dashboard.Cli.Seats;
using Dashboard.Web.Features.FirstRun;
using Dashboard.Web.Features.Identities;

namespace Dashboard.Web.Tests.Programmes;

public sealed class ClaimAndMoveWordsTests : BunitContext
{
    [Fact]
    public void The_list_of_seats_shows_the_claim_of_the_shared_account_and_not_one_of_the_seat()
    {
        NewSeat[] seats = [Seat("a@example.org", null, true), Seat("b@example.org", 1, true), Seat("c@example.org", 1, false), Seat("d@example.org", null, false)];

        Assert.Equal(["shared account, 1 Nov 2026", "shared account, 1 Nov 2026", "yes", "not yet"], Claims(new DateOnly(2026, 11, 1)));
        Assert.Equal(["shared account, not yet", "shared account, not yet", "yes", "not yet"], Claims(null));

        IEnumerable<string> Claims(DateOnly? shared) =>
            Render<SeatListTable>(p => p.Add(t => t.Preview, new SeatListPreview(seats, [])).Add(t => t.SharedClaim, shared)).FindAll("td[data-l=Claimed]").Select(c => c.TextContent);
    }

    [Fact]
    public void What_moves_is_derived_again_in_ended_cycles_too_and_nothing_is_said_to_be_closed()
    {
        var table = Render<MovesTable>(p => p.Add(t => t.Moves, new IdentityMoves([new IdentityMove("Unassigned", "Ada", 3, 0, default)], ["Ada: 1–31 Oct"])));

        Assert.Contains("derived again from all usage known now, ended ones too. Closing a month is not in use yet, so no cycle is closed and no correction is booked.", table.Markup, StringComparison.Ordinal);
    }

    private static NewSeat Seat(string email, long? claimedAtMs, bool isShared) => new(1, email, "", null, null, "team-premium", 1, claimedAtMs, new DateOnly(2026, 11, 1), isShared);
}
