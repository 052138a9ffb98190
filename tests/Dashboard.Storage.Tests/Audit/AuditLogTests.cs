using Dashboard.Credits.Money;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Tests.Audit;

public sealed class AuditLogTests
{
    private const long Noon = Records.Noon;

    [Theory, BothDatabases]
    public async Task Every_decision_has_its_entry_with_what_held_before(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var log = test.Database.Decisions;
        var seat = await log.AddSeatAsync("ada@example.org", "Ada", Noon);
        await log.AppendAsync([new NewDecision(new SeatPlanChanged(seat, "pro"), Noon, "smaller"), new NewDecision(new SeatPlanChanged(seat, "max-20x"), Noon, "no, bigger")], new Actor("finance@example.org", "10.1.2.3"), Noon);

        var entries = await test.QueryAsync(
            "SELECT e.sequence, e.kind, e.subject, p.name, e.decision_sequence, d.before, d.after, d.reason, d.address FROM audit_entry e JOIN audit_person p ON p.id = e.person_id JOIN audit_detail d ON d.sequence = e.sequence WHERE e.kind = 'decision:seat-plan-changed'");

        Assert.Equal(
            [
                $$"""5|decision:seat-plan-changed|seat:1|finance@example.org|4|{"decision":"seat-plan-changed","plan":"max-5x","seatId":1}|{"effectiveAtMs":{{Noon}},"decision":"seat-plan-changed","plan":"pro","seatId":1}|smaller|10.1.2.3""",
                $$"""6|decision:seat-plan-changed|seat:1|finance@example.org|5|{"decision":"seat-plan-changed","plan":"pro","seatId":1}|{"effectiveAtMs":{{Noon}},"decision":"seat-plan-changed","plan":"max-20x","seatId":1}|no, bigger|10.1.2.3""",
            ],
            entries);
        Assert.Equal(await test.NumberAsync("SELECT COUNT(*) FROM decision"), await test.NumberAsync("SELECT COUNT(*) FROM audit_entry e JOIN decision d ON d.sequence = e.decision_sequence AND e.kind = 'decision:' || d.kind"));
    }

    [Theory, BothDatabases]
    public async Task A_preview_and_a_refusal_leave_no_entry(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        await log.AddSeatAsync("ada@example.org", "Ada", Noon);
        var head = (await test.Database.Audit.HeadAsync())!;

        await log.AppendAsync([new NewDecision(new SeatPlanChanged(1, "pro"), Noon)], "test", Noon, preview: true);
        await log.RefusedAsync(Noon, new SeatPlanChanged(1, "pro"), new SeatPlanChanged(7, "pro"));

        Assert.Equal(head.HashText, (await test.Database.Audit.HeadAsync())!.HashText);
    }

    [Theory, BothDatabases]
    public async Task An_event_is_written_alone_or_with_what_it_tells_of(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var entry = new AuditEvent("signed-in", "person:ada@example.org", new Actor("ada@example.org", "10.1.2.3"));
        var alone = await test.Database.Audit.AppendAsync(entry, Noon);
        await using var db = test.Database.CreateDbContext();
        await Assert.ThrowsAsync<InvalidOperationException>(() => AuditLog.AppendAsync(db, entry, Noon));
        await using (var taken = await db.Database.BeginTransactionAsync())
        {
            await AuditLog.AppendAsync(db, entry with { Kind = "never" }, Noon);
        }

        await using (var kept = await db.Database.BeginTransactionAsync())
        {
            Assert.Equal(alone + 1, await AuditLog.AppendAsync(db, entry with { Kind = "signed-out" }, Noon));
            await kept.CommitAsync();
        }

        var rows = await test.QueryAsync("SELECT e.sequence, e.kind, e.subject, p.name FROM audit_entry e JOIN audit_person p ON p.id = e.person_id WHERE p.name LIKE 'ada%'");
        var id = await test.NumberAsync("SELECT id FROM audit_person WHERE name = 'ada@example.org'");
        Assert.Equal([$"{alone}|signed-in|person:{id}|ada@example.org", $"{alone + 1}|signed-out|person:{id}|ada@example.org"], rows);
        await Assert.ThrowsAsync<ArgumentException>(() => test.Database.Audit.AppendAsync(entry with { Subject = "ada@example.org" }, Noon));
    }

    [Theory, BothDatabases]
    public async Task What_strangers_typed_is_one_line_of_limited_length(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        await test.Database.Audit.AppendAsync(new AuditEvent("sign-in-refused", "organisation", new Actor("a\0b\r\nc\ud800" + new string('x', 5000)), Reason: "tab\there"), Noon);

        var row = (await test.QueryAsync("SELECT p.name, d.reason FROM audit_entry e JOIN audit_person p ON p.id = e.person_id JOIN audit_detail d ON d.sequence = e.sequence WHERE e.kind = 'sign-in-refused'")).Single();
        Assert.StartsWith("a b  c\ufffdxxx", row, StringComparison.Ordinal);
        Assert.EndsWith("|tab here", row, StringComparison.Ordinal);
        Assert.Equal(1_000, row.IndexOf('|', StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Many_writers_make_one_chain(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await using var other = await Database.OpenAsync(test.At.Options, test.At.Time);
        var writers = Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var node = w % 2 == 0 ? test.Database : other;
                await node.Audit.AppendAsync(new AuditEvent("export", "organisation", $"person {w}"), Noon + i);
                if (i % 5 == 0)
                {
                    await node.Decisions.RegisterSourceAsync($"source {w} {i}", "rest", "test", Noon);
                }
            }
        }));

        await Task.WhenAll(writers);

        Assert.Equal(1 + 80 + 16 + 1, (await test.Database.Audit.HeadAsync())!.Sequence);
        Assert.Equal(1 + 80 + 16 + 1, await test.NumberAsync("SELECT COUNT(*) FROM audit_entry e LEFT JOIN audit_entry p ON p.sequence = e.sequence - 1 WHERE e.sequence = 1 OR e.previous_hash = p.hash"));
    }

    [Theory, BothDatabases]
    public async Task The_database_itself_refuses_to_change_the_trail(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.Database.Decisions.AddSeatAsync("ada@example.org", "Ada", Noon);
        string[] attempts =
        [
            "UPDATE audit_entry SET kind = 'x'", "DELETE FROM audit_entry WHERE sequence = 2",
            "UPDATE audit_detail SET reason = 'x' WHERE sequence = 2", "UPDATE audit_detail SET salt = NULL WHERE sequence = 2", "DELETE FROM audit_detail WHERE sequence = 2",
            "UPDATE audit_person SET name = 'x' WHERE id = 1", "UPDATE audit_person SET name = 'erased-1' WHERE id = 1", "DELETE FROM audit_person WHERE id = 1",
            "UPDATE audit_head SET sequence = 1", "UPDATE audit_head SET hash = (SELECT hash FROM audit_entry WHERE sequence = 1)", "DELETE FROM audit_head",
            "UPDATE decision SET actor = 'x'", "DELETE FROM decision",
            .. provider == DatabaseProvider.Postgres ? (string[])["TRUNCATE audit_entry", "TRUNCATE audit_detail", "TRUNCATE audit_person", "TRUNCATE audit_head", "TRUNCATE decision"] :
            [
                "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE sequence = 1", "INSERT OR REPLACE INTO audit_detail SELECT * FROM audit_detail WHERE sequence = 1",
                "INSERT OR REPLACE INTO audit_person SELECT * FROM audit_person WHERE id = 1", "INSERT OR REPLACE INTO audit_head SELECT * FROM audit_head",
                "INSERT OR REPLACE INTO decision SELECT * FROM decision WHERE sequence = 1",
            ],
        ];
        foreach (var attempt in attempts)
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => test.QueryAsync(attempt));
        }
    }

    [Theory, BothDatabases]
    public async Task Thousands_of_seats_are_entered_in_one_call(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.Database.Decisions.CreateOrganisationAsync();
        var before = (await test.Database.Audit.HeadAsync())!.Sequence;

        await test.Database.Decisions.AppendAsync(Noon, [.. Enumerable.Range(1, 10_000).Select(i => new SeatAdded(-i, $"seat{i}@example.org", $"Seat {i}", "pro", null, null, 1, new DateOnly(2026, 1, 1)))]);

        Assert.Equal(before + 10_000, (await test.Database.Audit.HeadAsync())!.Sequence);
        Assert.Equal(before + 10_000, await test.NumberAsync("SELECT COUNT(*) FROM audit_detail"));
    }

    [Theory, BothDatabases]
    public async Task What_overage_was_before_is_told(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var log = test.Database.Decisions;
        var seat = await log.AddSeatAsync("ada@example.org", "Ada", Noon);
        await log.AppendAsync(Noon, new OverageDecided(seat, true, Nanodollars.FromUsd(40)), new OverageDecided(seat, false));

        var before = (await test.Database.Audit.ReadAsync(new AuditQuery { Kind = "decision:overage-decided" }, null, 10)).Select(e => e.Before!).ToList();

        Assert.Equal(2, before.Count);
        Assert.StartsWith("""{"decision":"overage-decided","on":true,"cap":40000000000,"untilMs":null""", before[0], StringComparison.Ordinal);
        Assert.StartsWith("""{"decision":"overage-decided","on":false,"cap":null,"untilMs":null""", before[1], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Entries_are_found_by_every_filter_and_read_page_by_page(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var audit = test.Database.Audit;
        var seat = await test.Database.Decisions.AddSeatAsync("ada@example.org", "Ada", Noon);
        await test.Database.Decisions.AppendAsync([new NewDecision(new SeatPlanChanged(seat, "pro"), Noon, "100% of_it")], new Actor("finance@example.org", "10.1.2.3"), Noon + 1);
        await audit.AppendAsync(new AuditEvent("signed-in", "person:bob@example.org", new Actor("bob@example.org")), Noon + 2);

        Assert.Equal([6, 5], (await audit.ReadAsync(new AuditQuery(), null, 2)).Select(e => e.Sequence));
        Assert.Equal([4, 3, 2, 1], (await audit.ReadAsync(new AuditQuery(), 5, 10)).Select(e => e.Sequence));
        Assert.Equal([1, 2, 3, 4, 5, 6], await audit.AllAsync(new AuditQuery()).Select(e => e.Sequence).ToListAsync());
        Assert.Equal([5], await Found(new AuditQuery { Text = "100% OF_" }));
        Assert.Empty(await Found(new AuditQuery { Text = "100_ of" }));
        Assert.Equal([5, 4], await Found(new AuditQuery { Text = "ada@" }));
        Assert.Equal([5], await Found(new AuditQuery { Text = "10.1.2.3" }));
        Assert.Equal([5], await Found(new AuditQuery { Who = "FINANCE" }));
        Assert.Equal([6], await Found(new AuditQuery { Kind = "signed-in" }));
        Assert.Equal([5, 4], await Found(new AuditQuery { Subject = "seat:1" }));
        Assert.Equal([6], await Found(new AuditQuery { Subject = "person:bob@example.org" }));
        Assert.Equal([5], await Found(new AuditQuery { FromMs = Noon + 1, UntilMs = Noon + 2 }));
        Assert.Equal(2, await audit.CountAsync(new AuditQuery { Subject = "seat:1" }));
        var entry = (await audit.ReadAsync(new AuditQuery { Kind = "decision:seat-plan-changed" }, null, 10)).Single();
        Assert.Equal(("ada@example.org", "finance@example.org", "100% of_it", "10.1.2.3", 4L, false), (entry.SubjectName, entry.Who, entry.Reason, entry.Address, entry.Decision, entry.IsErased));
        Assert.Contains("signed-in", await audit.KindsAsync());

        async Task<IEnumerable<long>> Found(AuditQuery query) => (await audit.ReadAsync(query, null, 10)).Select(e => e.Sequence);
    }

    [Theory, BothDatabases]
    public async Task A_key_is_made_and_withdrawn_with_an_entry_and_without_its_secret(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var keys = new StoredApiKeys(test.Database);
        var owner = new Actor("owner@example.org", "10.1.2.3");

        var id = await keys.AddAsync(new ApiKeyRow { Name = "CI", Prefix = "dd_12345", Hash = [.. Enumerable.Range(0, 32).Select(i => (byte)i)], CreatedAtMs = Noon }, owner);
        await keys.RevokeAsync(id, owner, Noon + 1);
        await keys.RevokeAsync(id, owner, Noon + 2);
        await keys.RevokeAsync(id + 1, owner, Noon + 2);

        const string What = """{"name":"CI","beginsWith":"dd_12345","scopes":"Ingest, Read","seats":null,"expiresAtMs":null,"requestsPerMinute":30000}""";
        var entries = await test.Database.Audit.ReadAsync(new AuditQuery { Subject = $"api-key:{id}" }, null, 10);
        Assert.Equal(
            [("api-key-withdrawn", Noon + 1, "owner@example.org", "10.1.2.3", What, null), ("api-key-made", Noon, "owner@example.org", "10.1.2.3", null, What)],
            entries.Select(e => (e.Kind, e.AtMs, e.Who, e.Address, e.Before, e.After)));
    }
}
