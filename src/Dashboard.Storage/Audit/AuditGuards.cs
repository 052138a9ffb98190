using Dashboard.Storage.Books;

namespace Dashboard.Storage.Audit;

/// <summary>The triggers that must be there. Whoever edits the trail takes one away first.</summary>
internal static class AuditGuards
{
    private static readonly string[] Sqlite =
    [
        "audit_entry_no_update", "audit_entry_no_delete", "audit_entry_next", "audit_detail_erase_only", "audit_detail_no_delete", "audit_detail_no_replace",
        "audit_person_erase_only", "audit_person_no_delete", "audit_person_no_replace", "audit_head_forward", "audit_head_no_delete", "audit_head_no_replace",
        "decision_no_update", "decision_no_delete", "decision_no_replace",
    ];

    private static readonly string[] Postgres =
    [
        "audit_entry_no_change", "audit_detail_erase_only", "audit_detail_no_delete", "audit_person_erase_only", "audit_person_no_delete",
        "audit_head_forward", "audit_head_no_delete", "decision_no_update", "decision_no_delete",
    ];

    public static async Task<IEnumerable<string>> MissingAsync(Sql sql)
    {
        var present = await sql.QueryAsync(
            sql.IsPostgres
                ? "SELECT g.tgname::text FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE g.tgenabled = 'O' AND c.relname IN ('audit_entry', 'audit_detail', 'audit_person', 'audit_head', 'decision')"
                : "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            r => r.GetString(0));
        return (sql.IsPostgres ? Postgres : Sqlite).Except(present);
    }
}
