using Dashboard.Credits.Admission;
using Dashboard.Credits.Money;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Gate;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Gate;

public sealed class ReservationTests
{
    private const string Ada = "ada@example.org";

    [Theory, BothDatabases]
    public async Task Reserve_run_usage_settle_and_the_money_is_missing_once_at_every_step(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var made = await ReserveAsync(test, 5, session: "run-1");
        var reserved = await BalanceAsync(test);

        // Usage arrives while the run goes on; until the books have it, the reservation alone holds the money.
        await WriteAsync(test, Noon + 10, "a", "2", "run-1");
        var written = await BalanceAsync(test);
        await test.Database.Books.CatchUpAsync(Noon + 20);
        var derived = await BalanceAsync(test);
        var settled = await test.Database.Reservations.SettleAsync(made.Id, 600, Noon + 30);
        var over = await BalanceAsync(test);

        Assert.Equal((Usd(95), Usd(95), Usd(95), Usd(98)), (reserved, written, derived, over));
        Assert.Equal((ReservationState.Over, ReservationEnd.Settled, Usd(2)), (settled!.State, settled.End, settled.Used));
        Assert.Equal(["100000000000|2000000000|98000000000|0|0"], (await test.CycleAsync(test.Ada)).Split(';'));
    }

    [Theory, BothDatabases]
    public async Task A_settled_run_holds_on_until_its_usage_is_in_the_books(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var made = await ReserveAsync(test, 5, session: "run-1");

        var settled = await test.Database.Reservations.SettleAsync(made.Id, 600, Noon + 1_000);
        var holding = await BalanceAsync(test, Noon + 1_000);
        await WriteAsync(test, Noon + 2_000, "other", "1", "another run");
        await test.Database.Books.CatchUpAsync(Noon + 2_000);
        var other = await BalanceAsync(test, Noon + 2_000);
        await WriteAsync(test, Noon + 3_000, "a", "3", "run-1");
        var written = await BalanceAsync(test, Noon + 3_000);
        await test.Database.Books.CatchUpAsync(Noon + 3_000);
        var derived = await BalanceAsync(test, Noon + 3_000);

        Assert.Equal(ReservationState.Settled, settled!.State);
        Assert.Equal((Usd(95), Usd(94), Usd(94), Usd(96)), (holding, other, written, derived));
        Assert.Equal(ReservationState.Over, (await test.Database.Reservations.FindAsync(made.Id, Noon + 3_000))!.State);
    }

    [Theory, BothDatabases]
    public async Task A_settled_run_whose_usage_never_arrives_holds_for_the_stated_time(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var made = await ReserveAsync(test, 5, session: "run-1");
        await test.Database.Reservations.SettleAsync(made.Id, 600, Noon);

        Assert.Equal((Usd(95), Usd(100)), (await BalanceAsync(test, Noon + 599_999), await BalanceAsync(test, Noon + 600_000)));
        Assert.Equal(1, await test.Database.Reservations.SweepAsync(Noon + 600_000));
        Assert.Equal((ReservationState.Over, ReservationEnd.Settled), await test.Database.Reservations.FindAsync(made.Id, Noon + 600_000) is { } over ? (over.State, over.End) : default);
    }

    [Theory, BothDatabases]
    public async Task Nobody_settles_and_it_times_out(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var made = await ReserveAsync(test, 5, seconds: 60);

        Assert.Equal((Usd(95), Usd(100)), (await BalanceAsync(test, Noon + 59_999), await BalanceAsync(test, Noon + 60_000)));
        var late = await test.Database.Reservations.SettleAsync(made.Id, 600, Noon + 61_000);
        Assert.Equal((ReservationState.Over, ReservationEnd.TimedOut, Noon + 60_000), (late!.State, late.End, late.EndedAtMs));
        Assert.Equal(Usd(100), await BalanceAsync(test, Noon + 61_000));
    }

    [Theory, BothDatabases]
    public async Task Released_it_holds_nothing_and_stays_released(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var made = await ReserveAsync(test, 5);

        await test.Database.Reservations.ReleaseAsync(made.Id, Noon + 1);
        var again = await test.Database.Reservations.ReleaseAsync(made.Id, Noon + 2);
        var settled = await test.Database.Reservations.SettleAsync(made.Id, 600, Noon + 3);

        Assert.Equal(Usd(100), await BalanceAsync(test));
        Assert.Equal((ReservationEnd.Released, Noon + 1), (again!.End, again.EndedAtMs));
        Assert.Equal(ReservationEnd.Released, settled!.End);
        Assert.Null(await test.Database.Reservations.ReleaseAsync("rsv_nothing", Noon));
    }

    [Theory, BothDatabases]
    public async Task A_hundred_callers_at_once_on_two_nodes_never_hold_more_than_there_is(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.Database.Books.CatchUpAsync(Noon);
        await using var other = await Database.OpenAsync(test.Usage.At.Options, test.Usage.At.Time);

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() =>
            (i % 2 == 0 ? test.Database : other).Reservations.ReserveAsync(new NewReservation(Ada, Usd(3), 600, 1), Noon))));

        Assert.Equal((33, 67), (results.OfType<ReserveResult.Made>().Count(), results.OfType<ReserveResult.Refused>().Count()));
        Assert.All(results.OfType<ReserveResult.Refused>(), r => Assert.Equal(AdmissionReason.HeldByReservations, r.Answer.Reason));
        Assert.Equal(Usd(99).Value, await test.Usage.NumberAsync("SELECT SUM(amount) FROM reservation"));
        Assert.Equal(Usd(1), await BalanceAsync(test));
    }

    [Theory, BothDatabases]
    public async Task An_idempotency_key_holds_once_and_belongs_to_one_wish_of_one_key(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.Database.Books.CatchUpAsync(Noon);
        var wanted = new NewReservation(Ada, Usd(60), 600, 7, "run-1", IdempotencyKey: "job 12");

        var first = Assert.IsType<ReserveResult.Made>(await test.Database.Reservations.ReserveAsync(wanted, Noon));
        var again = Assert.IsType<ReserveResult.Made>(await test.Database.Reservations.ReserveAsync(wanted, Noon + 5));
        var changed = await test.Database.Reservations.ReserveAsync(wanted with { Amount = Usd(1) }, Noon + 5);
        var another = await test.Database.Reservations.ReserveAsync(wanted with { ApiKeyId = 8, Amount = Usd(30) }, Noon + 5);

        Assert.Equal((true, false, first.Reservation.Id, AdmissionDecision.Allow), (first.IsNew, again.IsNew, again.Reservation.Id, again.Answer.Decision));
        Assert.IsType<ReserveResult.KeyReused>(changed);
        Assert.IsType<ReserveResult.Made>(another);
        Assert.Equal(Usd(10), await BalanceAsync(test));
    }

    [Theory, BothDatabases]
    public async Task A_seat_holds_a_hundred_reservations_and_not_one_more(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.Database.Books.CatchUpAsync(Noon);
        for (var i = 0; i < NewReservation.MostOfSeat; i++)
        {
            await ReserveAsync(test, 0, seconds: 60);
        }

        Assert.IsType<ReserveResult.TooMany>(await test.Database.Reservations.ReserveAsync(new(Ada, new(1), 60, 1), Noon));
        Assert.IsType<ReserveResult.Made>(await test.Database.Reservations.ReserveAsync(new("bob@example.org", new(1), 60, 1), Noon));
        Assert.IsType<ReserveResult.Made>(await test.Database.Reservations.ReserveAsync(new(Ada, new(1), 60, 1), Noon + 60_000));
    }

    [Theory, BothDatabases]
    public async Task The_ledger_knows_nothing_of_reservations(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "10"));
        var before = await test.ContentsAsync();

        var made = await ReserveAsync(test, 50, session: "run-1");
        await test.Database.Reservations.SettleAsync(made.Id, 600, Noon);
        await test.Database.Books.RebuildAsync(Noon);

        Assert.Equal(before, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_shared_account_is_held_by_all_its_seats_together(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.DecideAsync(Start, new ProgrammeChosen("monthly-api-credits", Credits.Programmes.ProgrammeMode.Enforced), new CreditClaimed(0, "monthly-api-credits"), new SeatAdded(-1, "cy@example.org", "Cy", "team-premium", null, null, 1, new DateOnly(2026, 1, 1)), new SeatAdded(-2, "di@example.org", "Di", "team-standard", null, null, 1, new DateOnly(2026, 1, 1)));
        var january = Start + (62 * Day);
        await test.Database.Books.RollForwardAsync(january);

        var first = await test.Database.Reservations.ReserveAsync(new("cy@example.org", Usd(70), 600, 1), january);
        await test.Database.Gate.RefreshAsync(january);
        var left = test.Database.Gate.Ask("di@example.org", default, january).Answer.Balance;
        var second = await test.Database.Reservations.ReserveAsync(new("di@example.org", Usd(51), 600, 1), january);
        var third = await test.Database.Reservations.ReserveAsync(new("di@example.org", Usd(50), 600, 1), january);

        Assert.IsType<ReserveResult.Made>(first);
        Assert.Equal(Usd(50), left);
        Assert.Equal(AdmissionReason.HeldByReservations, Assert.IsType<ReserveResult.Refused>(second).Answer.Reason);
        Assert.IsType<ReserveResult.Made>(third);
    }

    private static Nanodollars Usd(long dollars) => Nanodollars.FromUsd(dollars);

    private static Task<Writes.WriteOutcome> WriteAsync(BooksTest test, long receivedMs, string id, string usd, string session) =>
        test.Usage.WriteAtAsync(test.Usage.SourceId, receivedMs, [Use(id, Noon + 5, usd) with { Session = session }]);

    /// <summary>With so many dollars, or with one nanodollar for none.</summary>
    private static async Task<Reservation> ReserveAsync(BooksTest test, long dollars, string? session = null, int seconds = 3_600)
    {
        await test.Database.Books.CatchUpAsync(Noon);
        return Assert.IsType<ReserveResult.Made>(await test.Database.Reservations.ReserveAsync(new NewReservation(Ada, dollars == 0 ? new(1) : Usd(dollars), seconds, 1, session), Noon)).Reservation;
    }

    private static async Task<Nanodollars?> BalanceAsync(BooksTest test, long nowMs = Noon)
    {
        await test.Database.Gate.RefreshAsync(nowMs);
        return test.Database.Gate.Ask(Ada, default, nowMs).Answer.Balance;
    }
}
