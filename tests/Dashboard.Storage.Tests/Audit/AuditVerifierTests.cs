using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Storage.Tests.Audit;

public sealed class AuditVerifierTests
{
    private const long Noon = Records.Noon;

    /// <summary>Table, column, whose row, and the name a finding must have for it.</summary>
    private static readonly (string Table, string Column, string Row, string Named)[] Columns =
    [
        ("audit_entry", "sequence", "sequence = 5", "entry 5"), ("audit_entry", "at_ms", "sequence = 5", "entry 5"), ("audit_entry", "kind", "sequence = 5", "entry 5"),
        ("audit_entry", "subject", "sequence = 5", "entry 5"), ("audit_entry", "person_id", "sequence = 5", "entry 5"), ("audit_entry", "decision_sequence", "sequence = 5", "entry 5"),
        ("audit_entry", "commitment", "sequence = 5", "entry 5"), ("audit_entry", "previous_hash", "sequence = 5", "entry 5"), ("audit_entry", "hash", "sequence = 5", "entry 5"),
        ("audit_detail", "sequence", "sequence = 5", "details of entry 5"), ("audit_detail", "salt", "sequence = 5", "details of entry 5"),
        ("audit_detail", "before", "sequence = 5", "details of entry 5"), ("audit_detail", "after", "sequence = 5", "details of entry 5"),
        ("audit_detail", "reason", "sequence = 5", "details of entry 5"), ("audit_detail", "address", "sequence = 5", "details of entry 5"),
        ("audit_person", "id", "name = 'finance@example.org'", "person 3"), ("audit_person", "salt", "name = 'finance@example.org'", "person 3"),
        ("audit_person", "name", "name = 'finance@example.org'", "person 3"), ("audit_person", "commitment", "name = 'finance@example.org'", "person 3"),
        ("audit_head", "sequence", "id = 1", "head"), ("audit_head", "hash", "id = 1", "head"),
        ("decision", "sequence", "sequence = 4", "decision 4"), ("decision", "effective_at_ms", "sequence = 4", "decision 4"), ("decision", "booked_at_ms", "sequence = 4", "decision 4"),
        ("decision", "kind", "sequence = 4", "decision 4"), ("decision", "subject", "sequence = 4", "decision 4"), ("decision", "payload", "sequence = 4", "decision 4"),
        ("decision", "actor", "sequence = 4", "decision 4"), ("decision", "reason", "sequence = 4", "decision 4"),
    ];

    [Theory, BothDatabases]
    public async Task A_trail_that_nobody_touched_is_whole(DatabaseProvider provider)
    {
        await using var test = await TrailAsync(provider);
        var seen = new List<long>();

        var report = await test.Database.Audit.VerifyAsync(new Seen(seen));

        Assert.Empty(report.Findings);
        Assert.True(report.IsWhole);
        Assert.Equal(9, report.Entries);
        Assert.Equal(9, seen[^1]);
        Assert.Equal((await test.Database.Audit.HeadAsync())!.HashText, report.Head!.HashText);
    }

    [Theory, BothDatabases]
    public async Task Every_column_that_is_edited_behind_the_product_is_named(DatabaseProvider provider)
    {
        await using var test = await TrailAsync(provider);
        foreach (var (table, column, row, named) in Columns)
        {
            var key = table switch { "audit_person" => "id", "audit_head" => "id", _ => "sequence" };
            var id = await test.NumberAsync($"SELECT {key} FROM {table} WHERE {row}");
            await test.TamperAsync($"CREATE TABLE kept AS SELECT {column} FROM {table} WHERE {row}");
            await test.TamperAsync($"UPDATE {table} SET {column} = {Other(column)} WHERE {row}");

            var report = await test.Database.Audit.VerifyAsync();

            Assert.False(report.IsWhole, $"{table}.{column} was edited and nothing was noticed");
            Assert.True(report.Findings.Any(f => $"{f.Where}: {f.What}".Contains(named, StringComparison.Ordinal)), $"{table}.{column} is not named {named}: {string.Join("; ", report.Findings)}");
            await test.TamperAsync($"UPDATE {table} SET {column} = (SELECT {column} FROM kept) WHERE {key} = {(column == key ? id + 1000 : id)}; DROP TABLE kept");
        }

        Assert.Empty((await test.Database.Audit.VerifyAsync()).Findings);
    }

    [Theory, BothDatabases]
    public async Task Entries_that_were_taken_out_or_cut_off_are_noticed(DatabaseProvider provider)
    {
        await using var middle = await TrailAsync(provider);
        await middle.TamperAsync("DELETE FROM audit_entry WHERE sequence = 4; DELETE FROM audit_detail WHERE sequence = 4");
        Assert.Equal(new AuditFinding("entry 4", "is missing"), (await middle.Database.Audit.VerifyAsync()).Findings[0]);

        await using var end = await TrailAsync(provider);
        await end.TamperAsync("DELETE FROM audit_entry WHERE sequence = 9; DELETE FROM audit_detail WHERE sequence = 9");
        Assert.Equal(new AuditFinding("head", "says the last entry is 9, and it is 8: the trail was cut off"), (await end.Database.Audit.VerifyAsync()).Findings[0]);

        await end.TamperAsync("DELETE FROM audit_head");
        await end.At.ReopenAsync();
        Assert.Equal("head", (await end.Database.Audit.VerifyAsync()).Findings[0].Where);
        await Assert.ThrowsAsync<DatabaseException>(() => end.Database.Decisions.AppendAsync(Noon, new SeatPlanChanged(1, "pro")));
    }

    [Theory, BothDatabases]
    public async Task A_decision_slipped_in_or_taken_out_is_noticed(DatabaseProvider provider)
    {
        await using var test = await TrailAsync(provider);
        await test.TamperAsync("INSERT INTO decision SELECT 99, effective_at_ms, booked_at_ms, kind, subject, payload, actor, reason FROM decision WHERE sequence = 4");
        Assert.Equal([new AuditFinding("decision 99", "no entry tells of it")], (await test.Database.Audit.VerifyAsync()).Findings);

        await test.TamperAsync("DELETE FROM decision WHERE sequence IN (4, 99)");
        Assert.Equal([new AuditFinding("decision 4", "is missing; entry 5 tells of it")], (await test.Database.Audit.VerifyAsync()).Findings);
    }

    [Theory, BothDatabases]
    public async Task An_erasure_that_no_entry_tells_of_is_noticed(DatabaseProvider provider)
    {
        await using var test = await TrailAsync(provider);
        await test.QueryAsync("UPDATE audit_detail SET salt = NULL, before = NULL, after = NULL, reason = NULL, address = NULL WHERE sequence = 4");
        await test.QueryAsync("UPDATE audit_person SET salt = NULL, name = 'erased-2@erased.invalid' WHERE id = 2");

        var findings = (await test.Database.Audit.VerifyAsync()).Findings;

        Assert.Contains(new AuditFinding("details of entry 4", "are erased, and no entry says so"), findings);
        Assert.Contains(new AuditFinding("person 2", "the name is erased, and no entry says so"), findings);
    }

    [Theory, BothDatabases]
    public async Task A_missing_guard_is_noticed(DatabaseProvider provider)
    {
        await using var test = await TrailAsync(provider);
        await test.QueryAsync(provider == DatabaseProvider.Sqlite ? "DROP TRIGGER audit_detail_no_delete" : "ALTER TABLE audit_detail DISABLE TRIGGER audit_detail_no_delete");

        Assert.Equal([new AuditFinding("trigger audit_detail_no_delete", "is missing or switched off")], (await test.Database.Audit.VerifyAsync()).Findings);
    }

    [Theory, BothDatabases]
    public async Task A_database_from_before_the_trail_gets_an_entry_for_every_decision(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.PlaceAsync(provider);
        Directory.CreateDirectory(test.Options.Directory ?? Path.GetTempPath());
        await using (var db = test.Options.CreateContext())
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().Single(m => m.EndsWith("_Books", StringComparison.Ordinal)));
            await db.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO decision (sequence, effective_at_ms, booked_at_ms, kind, subject, payload, actor, reason) VALUES
                (1, 5, 1000, 'organisation-created', 'organisation', '{{"decision":"organisation-created","name":"Example","zone":"UTC","booksStart":"2026-11-01"}}', 'old@example.org', ''),
                (2, 6, 2000, 'organisation-renamed', 'organisation', '{{"decision":"organisation-renamed","name": "Other"}}', 'old@example.org', 'merger')
                """);
        }

        await test.OpenAsync();
        await test.ReopenAsync();

        var report = await test.Database.Audit.VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal(3, report.Entries);
        await test.Database.Audit.EraseAsync("old@example.org", "new@example.org", "left", Noon);
        Assert.Empty((await test.Database.Audit.VerifyAsync()).Findings);
        await using var now = test.Database.CreateDbContext();
        Assert.Equal("""{"decision":"organisation-renamed","name": "Other"}""", await now.Set<Rows.DecisionRow>().Where(d => d.Sequence == 2).Select(d => d.Payload).SingleAsync());
        Assert.Equal("""{"decisionsBefore":2}""", await now.Set<Rows.AuditDetailRow>().Where(d => d.Sequence == 1).Select(d => d.After).SingleAsync());
        Assert.Equal("""{"decision":"organisation-renamed","name":"Example"}""", await now.Set<Rows.AuditDetailRow>().Where(d => d.Sequence == 3).Select(d => d.Before).SingleAsync());
    }

    /// <summary>Nine entries: the start, source, organisation, seat, a change of plan with every text, another, a role, and two events.</summary>
    private static async Task<UsageTest> TrailAsync(DatabaseProvider provider)
    {
        var test = await UsageTest.CreateAsync(provider);
        var log = test.Database.Decisions;
        var seat = await log.AddSeatAsync("ada@example.org", "Ada", Noon);
        await log.AppendAsync([new NewDecision(new SeatPlanChanged(seat, "pro"), Noon, "smaller")], new Actor("finance@example.org", "10.1.2.3"), Noon);
        await log.AppendAsync(Noon, new SeatPlanChanged(seat, "max-20x"), new RoleGranted("ada@example.org", Role.Owner));
        await test.Database.Audit.AppendAsync(new AuditEvent("signed-in", "person:ada@example.org", new Actor("ada@example.org", "10.1.2.4")), Noon + 5);
        await test.Database.Audit.AppendAsync(new AuditEvent("export", "organisation", "ada@example.org", After: """{"rows":3}"""), Noon + 6);
        return test;
    }

    private static string Other(string column) => column switch
    {
        "sequence" or "id" => column + " + 1000",
        "at_ms" or "effective_at_ms" or "booked_at_ms" => column + " + 1",
        "person_id" => "1",
        "decision_sequence" => "NULL",
        "commitment" or "previous_hash" or "hash" or "salt" => "(SELECT hash FROM audit_entry WHERE sequence = 2)",
        "payload" => """'{"decision":"seat-plan-changed","plan":"max-20x","seatId":1}'""",
        _ => column + " || 'x'",
    };

    private sealed class Seen(List<long> into) : IProgress<long>
    {
        public void Report(long value) => into.Add(value);
    }
}
