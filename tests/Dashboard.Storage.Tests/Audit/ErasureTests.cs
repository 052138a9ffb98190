using System.Collections.Immutable;
using System.Text;
using Dashboard.Credits.Money;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Tests.Books;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Tests.Audit;

public sealed class ErasureTests
{
    private const long Noon = Records.Noon;
    private const string Email = "zoë.o'brien+x@example.org";
    private const string Name = "Zoë O'Brien <Blue>";
    private const string Neighbour = "xzoë.o'brien+x@example.org";

    [Theory, BothDatabases]
    public async Task No_table_holds_the_person_afterwards_and_no_figure_changes(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await FillAsync(test);
        await using var other = await Database.OpenAsync(test.Usage.At.Options, test.Usage.At.Time);
        await other.Decisions.CurrentAsync();
        var figures = await test.ContentsAsync();
        Assert.NotEmpty(await HoldersAsync(test.Usage));

        var result = await test.Database.Audit.EraseAsync(" ZOË.O'Brien+x@example.org ", new Actor("owner@example.org", "10.0.0.1"), "asked on paper", Noon + 50);

        Assert.Empty(await HoldersAsync(test.Usage));
        Assert.Equal(figures, await test.ContentsAsync());
        Assert.Empty((await test.Database.Audit.VerifyAsync()).Findings);
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
        Assert.Empty((await BooksDoctor.CheckAsync(test.Database, Noon)).Findings);
        var seat = (await test.Log.CurrentAsync()).SeatOf(result.Pseudonym);
        Assert.Equal(result.Pseudonym.Split('@')[0], seat!.Name);
        Assert.Equal(seat.Id, (await other.Decisions.CurrentAsync()).SeatOf(result.Pseudonym)!.Id);
        Assert.Null((await other.Decisions.CurrentAsync()).SeatOf(Email));
        Assert.NotNull((await test.Log.CurrentAsync()).SeatOf(Neighbour));
        await using var db = test.Database.CreateDbContext();
        Assert.Empty(await db.Users.ToListAsync());
        if (provider == DatabaseProvider.Sqlite)
        {
            var bytes = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(test.Usage.At.Options.File!)).Replace(Neighbour, "", StringComparison.Ordinal);
            Assert.DoesNotContain(Email, bytes, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory, BothDatabases]
    public async Task What_an_erasure_rewrote_is_still_guarded(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await FillAsync(test);
        var result = await test.Database.Audit.EraseAsync(Email, "owner@example.org", "asked on paper", Noon + 50);
        var added = (await test.Usage.QueryAsync($"SELECT sequence FROM decision WHERE kind = 'seat-added' AND payload LIKE '%{result.Pseudonym}%'")).Single();

        await test.Usage.TamperAsync($"UPDATE decision SET payload = replace(payload, 'max-5x', 'pro') WHERE sequence = {added}");
        Assert.Contains((await test.Database.Audit.VerifyAsync()).Findings, f => f.Where == "decision " + added);

        await test.Usage.TamperAsync($"UPDATE decision SET payload = replace(payload, '\"plan\":\"pro\"', '\"plan\":\"max-5x\"') WHERE sequence = {added}");
        await test.Usage.TamperAsync("UPDATE audit_person SET name = 'erased-999@erased.invalid' WHERE salt IS NULL");
        Assert.Contains((await test.Database.Audit.VerifyAsync()).Findings, f => f.What == "the pseudonym is not the one that the erasure gave");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => test.Usage.QueryAsync("UPDATE decision SET actor = 'somebody'"));
    }

    [Theory, BothDatabases]
    public async Task A_decision_that_only_names_its_maker_keeps_its_bytes(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await FillAsync(test);
        var query = "SELECT x.sequence, x.payload FROM decision x JOIN audit_entry e ON e.decision_sequence = x.sequence JOIN audit_detail d ON d.sequence = e.sequence WHERE d.salt IS NOT NULL";
        var before = await test.Usage.QueryAsync(query);

        await test.Database.Audit.EraseAsync(Email, "owner@example.org", "left", Noon + 50);

        var after = await test.Usage.QueryAsync(query);
        Assert.Contains(after, r => r.Contains("seat-ended", StringComparison.Ordinal));
        Assert.Equal(after, before.Intersect(after));
    }

    [Theory, BothDatabases]
    public async Task Two_people_are_erased_one_after_the_other(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await FillAsync(test);
        await test.Log.AppendAsync([new NewDecision(new SeatEnded(test.Bob, new DateOnly(2026, 11, 20)), Noon, $"{Email} and bob@example.org swap")], "owner@example.org", Noon);

        var first = await test.Database.Audit.EraseAsync(Email, "bob@example.org", "left", Noon + 50);
        Assert.Empty((await test.Database.Audit.VerifyAsync()).Findings);
        var second = await test.Database.Audit.EraseAsync("bob@example.org", "bob@example.org", "left too", Noon + 60);

        Assert.NotEqual(first.Pseudonym, second.Pseudonym);
        Assert.Empty((await test.Database.Audit.VerifyAsync()).Findings);
        Assert.Equal([$"{first.Pseudonym} and {second.Pseudonym} swap"], await test.Usage.QueryAsync("SELECT reason FROM decision WHERE reason LIKE '%swap'"));
        Assert.Equal([second.Pseudonym], await test.Usage.QueryAsync($"SELECT p.name FROM audit_entry e JOIN audit_person p ON p.id = e.person_id WHERE e.sequence = {second.Entry}"));
    }

    [Fact]
    public async Task A_person_in_use_or_unknown_is_not_erased()
    {
        await using var test = await BooksTest.CreateAsync(DatabaseProvider.Sqlite);
        await test.Log.AppendAsync(Noon, new RoleGranted("owner@example.org", Role.Owner), new RoleGranted("finance@example.org", Role.Finance));
        var head = (await test.Database.Audit.HeadAsync())!;
        Assert.Contains("End the seat first", await RefusedAsync("ada@example.org", "left"), StringComparison.Ordinal);
        Assert.Contains("Withdraw every role first", await RefusedAsync("finance@example.org", "left"), StringComparison.Ordinal);
        Assert.Contains("Nothing here names", await RefusedAsync("nobody@example.org", "left"), StringComparison.Ordinal);
        Assert.Contains("needs a reason", await RefusedAsync("ada@example.org", " "), StringComparison.Ordinal);
        await test.Log.AppendAsync(Noon, new RoleWithdrawn("finance@example.org", Role.Finance));
        Assert.Contains("must do without", await RefusedAsync("finance@example.org", "Finance@example.org left"), StringComparison.Ordinal);
        Assert.Equal(head.Sequence + 1, (await test.Database.Audit.HeadAsync())!.Sequence);

        async Task<string> RefusedAsync(string email, string reason) =>
            (await Assert.ThrowsAsync<DatabaseException>(() => test.Database.Audit.EraseAsync(email, "owner@example.org", reason, Noon))).Message;
    }

    [Fact]
    public async Task A_name_of_one_word_is_replaced_where_it_is_the_persons_and_nowhere_else()
    {
        await using var test = await BooksTest.CreateAsync(DatabaseProvider.Sqlite);
        await test.DecideAsync(Noon, new SeatRenamed(test.Ada, "Blue"), new SeatEnded(test.Ada, new DateOnly(2026, 11, 20)));

        var result = await test.Database.Audit.EraseAsync("ada@example.org", "owner@example.org", "left", Noon);

        var organisation = await test.Log.CurrentAsync();
        Assert.Equal("Blue", organisation.Seats[test.Ada].Team.At(Noon));
        Assert.Equal(result.Pseudonym.Split('@')[0], organisation.Seats[test.Ada].Name);
        Assert.Empty(await test.Usage.QueryAsync("SELECT payload FROM decision WHERE payload LIKE '%\"Ada\"%' UNION SELECT after FROM audit_detail WHERE after LIKE '%\"Ada\"%' UNION SELECT name FROM seat WHERE name = 'Ada'"));
        Assert.Empty((await test.Database.Audit.VerifyAsync()).Findings);
    }

    private static async Task FillAsync(BooksTest test)
    {
        var log = test.Log;
        await log.AppendAsync(BooksTest.Start, new SeatAdded(-1, Email, Name, "max-5x", "Blue", null, 1, new DateOnly(2026, 1, 1)), new SeatAdded(-2, Neighbour, "Somebody", "pro", "Blue", null, 1, new DateOnly(2026, 1, 1)));
        var seat = (await log.CurrentAsync()).SeatOf(Email)!.Id;
        await test.WriteAsync(
            BooksTest.Use("m1", Noon, "7.25", Email.ToUpperInvariant()) with { Tags = ImmutableSortedDictionary<string, string>.Empty.Add("user", Email).Add("who", Name) },
            BooksTest.Use("m2", Noon, "60", Neighbour),
            Records.RequestOnly("r1") with { SeatEmail = Email },
            Records.Message("m3") with { RequestId = "r1", SeatEmail = Email });
        await log.AppendAsync(Noon, new RoleGranted(Email, Role.Finance), new CreditClaimed(seat, "agent-sdk-credit"));
        await log.AppendAsync(
            [
                new NewDecision(new OverageDecided(seat, true, Nanodollars.FromUsd(40)), Noon, $"{Name} asked, {Email} too"),
                new NewDecision(new GrantVoided(seat, Nanodollars.FromUsd(3), Email), Noon, "second person"),
                new NewDecision(new SeatEnded(seat, new DateOnly(2026, 11, 20)), Noon, "left"),
            ],
            new Actor(Email, "10.1.2.3"),
            Noon);
        var source = await log.RegisterSourceAsync("push " + Email, "push", new Actor(Email), Noon);
        await log.AppendAsync([new NewDecision(new SourceSeatSet(source, seat), Noon)], Email, Noon);
        await log.AppendAsync(Noon, new RoleWithdrawn(Email, Role.Finance));
        await using (var db = test.Database.CreateDbContext())
        {
            db.Add(new AppUser { UserName = Email, NormalizedUserName = Email.ToUpperInvariant(), Email = Email, NormalizedEmail = Email.ToUpperInvariant(), Name = Name });
            db.Add(new ApiKeyRow { Name = "CI of " + Name, Prefix = "dd_1", Hash = new byte[32], CreatedBy = Email });
            await db.SaveChangesAsync();
        }

        await test.Database.Audit.AppendAsync(new AuditEvent("signed-in", "person:" + Email, new Actor(Email, "10.1.2.3")), Noon);
        await test.Database.Audit.AppendAsync(new AuditEvent("sign-in-refused", "organisation", new Actor(Email.ToUpperInvariant())), Noon);
        await test.Database.Audit.AppendAsync(new AuditEvent("api-key-made", "api-key:1", "owner@example.org", After: $$"""{"for":"{{Email}}"}"""), Noon);
        await test.Database.Books.CatchUpAsync(Noon);
    }

    /// <summary>Every column of text in every table that names the person, also within JSON.</summary>
    private static async Task<List<string>> HoldersAsync(UsageTest test)
    {
        var isPostgres = test.At.Options.Provider == DatabaseProvider.Postgres;
        var columns = await test.QueryAsync(isPostgres
            ? "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'character varying')"
            : "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND p.type = 'TEXT'");
        var holders = new List<string>();
        foreach (var column in columns)
        {
            var (table, name) = (column.Split('|')[0], column.Split('|')[1]);
            foreach (var text in await test.QueryAsync($"SELECT \"{name}\" FROM \"{table}\" WHERE \"{name}\" IS NOT NULL"))
            {
                var plain = System.Text.RegularExpressions.Regex.Unescape(text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "", StringComparison.Ordinal))
                    .Replace(Neighbour, "", StringComparison.OrdinalIgnoreCase);
                if (plain.Contains(Email, StringComparison.OrdinalIgnoreCase) || plain.Contains(Name, StringComparison.OrdinalIgnoreCase))
                {
                    holders.Add($"{column}: {text}");
                }
            }
        }

        return holders;
    }
}
