using Dashboard.Credits.Money;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Books;

public sealed class BooksDoctorTests
{
    [Theory, BothDatabases]
    public async Task Good_books_have_no_findings_and_each_damage_is_found_and_repaired(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new OverageDecided(test.Bob, true, Nanodollars.FromUsd(3)));
        await test.WriteAsync([.. Enumerable.Range(0, 15).SelectMany(i => new[] { Use($"a{i}", Start + (i * Day), "4.2"), Use($"b{i}", Start + (i * Day), "9", "bob@example.org") })]);
        Assert.True((await BooksDoctor.CheckAsync(test.Database, Noon)).IsHealthy);
        foreach (var damage in (string[])[
            "UPDATE seat_cycle SET consumed = consumed + 1 WHERE seat_id = 1",
            "DELETE FROM account_day WHERE account_id = 2 AND day = (SELECT MIN(day) FROM account_day)",
            "UPDATE account_day SET at_ms = at_ms + 1 WHERE account_id = 1 AND at_ms IS NOT NULL",
            "UPDATE books_day SET covered = covered - 1",
            "INSERT INTO touched_seat (seat_id, from_ms, version) VALUES (99, 0, 1)"])
        {
            await test.Usage.QueryAsync(damage);
            if (!damage.Contains("touched", StringComparison.Ordinal))
            {
                Assert.False((await BooksDoctor.CheckAsync(test.Database, Noon)).IsHealthy, damage);
            }

            var rebuilt = await BooksDoctor.RebuildAsync(test.Database, Noon);

            Assert.Empty(rebuilt.Left);
        }
    }

    [Theory, BothDatabases]
    public async Task A_seat_that_nobody_decided_is_found(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Usage.QueryAsync("UPDATE seat SET name = 'Somebody else' WHERE id = 1");

        var report = await BooksDoctor.CheckAsync(test.Database, Noon);

        Assert.Equal("seat 1", Assert.Single(Assert.Single(report.Findings).Examples));
    }
}
