using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Web.Features.Identities;

namespace Dashboard.Web.Tests.Identities;

public sealed class SeatGuessesTests
{
    private static readonly SeatGuesses Guesses = new([Seat(1, "ada.lovelace@example.org", "Ada Lovelace"), Seat(2, "bob@example.org", "Bob Ray"), Seat(3, "kim1@example.org", "Kim Lee"), Seat(4, "kim2@example.org", "Kim Lee"), Seat(5, "grace@example.org", "")]);

    [Theory]
    [InlineData(IdentityKind.Email, "ada.lovelace@gmail.test", 1)]
    [InlineData(IdentityKind.Email, "AdaLovelace@gmail.test", 1)]
    [InlineData(IdentityKind.Host, "lovelace-ada-macbook", 1)]
    [InlineData(IdentityKind.UserId, "ada_lovelace", 1)]
    [InlineData(IdentityKind.Host, "grace-laptop", 5)]
    [InlineData(IdentityKind.Attribute, "owner=bob-ray", 2)]
    [InlineData(IdentityKind.Host, "kim-lee", null)]
    [InlineData(IdentityKind.Host, "ada-macbook", null)]
    [InlineData(IdentityKind.Host, "build-7", null)]
    [InlineData(IdentityKind.Repository, "acme/grace", null)]
    [InlineData(IdentityKind.Email, "bob@gmail.test", null)]
    [InlineData(IdentityKind.AccountId, "", null)]
    public void A_name_is_guessed_only_when_exactly_one_seat_is_like_it(IdentityKind kind, string value, int? seat)
    {
        Assert.Equal(seat, Guesses.Of(new Identity(kind, value))?.Seat.Id);
    }

    private static Seat Seat(int id, string email, string name) => new()
    {
        Id = id,
        Email = email,
        Name = name,
        Plan = new("max-5x"),
        Team = new(null),
        CostCentre = new(null),
        Anchor = new(1),
        ActiveFrom = new DateOnly(2026, 1, 1),
    };
}
