using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Tests.Audit;

/// <summary>Changes rows behind the product's back: takes the triggers away, edits, and puts them back.</summary>
internal static class Tampering
{
    private static readonly string[] Tables = ["audit_entry", "audit_detail", "audit_person", "audit_head", "decision"];

    public static async Task TamperAsync(this UsageTest test, string sql)
    {
        await using var db = test.Database.CreateDbContext();
        await db.Database.OpenConnectionAsync();
        if (db.Database.IsNpgsql())
        {
            await test.QueryAsync($"{Toggle("DISABLE")}; {sql}; {Toggle("ENABLE")}");
            return;
        }

        var triggers = await db.Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync();
        var names = await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync();
        await test.QueryAsync($"{string.Join("; ", names.Select(n => "DROP TRIGGER " + n))}; {sql}; {string.Join("; ", triggers)}");
    }

    private static string Toggle(string what) => string.Join("; ", Tables.Select(t => $"ALTER TABLE {t} {what} TRIGGER ALL"));
}
