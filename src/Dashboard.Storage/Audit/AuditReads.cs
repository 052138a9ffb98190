using Dashboard.Storage.Books;

namespace Dashboard.Storage.Audit;

/// <summary>Searches the trail. Pages are found by the sequence they begin at, so the ten-thousandth page costs what the first does.</summary>
internal static class AuditReads
{
    public static Task<List<AuditEntry>> NewestAsync(Sql sql, AuditQuery query, long before, int limit) => ReadAsync(sql, query, "e.sequence < @edge", "DESC", before, limit);

    public static Task<List<AuditEntry>> OldestAsync(Sql sql, AuditQuery query, long after, int limit) => ReadAsync(sql, query, "e.sequence > @edge", "ASC", after, limit);

    public static async Task<long> CountAsync(Sql sql, AuditQuery query)
    {
        var (where, parameters) = Where(sql, query);
        return await sql.FirstAsync($"SELECT COUNT(*) {From(sql)} WHERE 1 = 1 {where}", r => r.GetInt64(0), [.. parameters]);
    }

    /// <summary>A subject is told apart by number, so that the people and seats are found by their keys.</summary>
    private static string From(Sql sql) => $"""
        FROM audit_entry e JOIN audit_person p ON p.id = e.person_id LEFT JOIN audit_detail d ON d.sequence = e.sequence
        LEFT JOIN audit_person a ON a.id = {NumberOf(sql, AuditWriter.PersonPrefix)} LEFT JOIN seat s ON s.id = {NumberOf(sql, "seat:")} LEFT JOIN source o ON o.id = {NumberOf(sql, "source:")}
        """;

    private static string NumberOf(Sql sql, string prefix) => sql.IsPostgres
        ? $"CAST(substring(e.subject FROM '^{prefix}([0-9]{{1,9}})$') AS integer)"
        : $"CASE WHEN substr(e.subject, 1, {prefix.Length}) = '{prefix}' THEN CAST(substr(e.subject, {prefix.Length + 1}) AS integer) END";

    private static async Task<List<AuditEntry>> ReadAsync(Sql sql, AuditQuery query, string edge, string order, long from, int limit)
    {
        var (where, parameters) = Where(sql, query);
        return await sql.QueryAsync(
            $"SELECT e.sequence, e.at_ms, e.kind, e.subject, COALESCE(a.name, s.email, o.name), p.name, e.decision_sequence, d.salt IS NULL, d.before, d.after, d.reason, d.address, e.hash {From(sql)} WHERE {edge} {where} ORDER BY e.sequence {order} LIMIT @limit",
            r => new AuditEntry(
                r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.GetString(3), Text(r, 4), r.GetString(5), r.IsDBNull(6) ? null : r.GetInt64(6), r.GetBoolean(7),
                Text(r, 8), Text(r, 9), Text(r, 10), Text(r, 11), r.GetFieldValue<byte[]>(12)),
            [.. parameters, ("@edge", from), ("@limit", limit)]);

        static string? Text(System.Data.Common.DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
    }

    private static (string Where, List<(string Name, object? Value)> Parameters) Where(Sql sql, AuditQuery query)
    {
        var like = sql.IsPostgres ? "ILIKE" : "LIKE";
        var where = "";
        var parameters = new List<(string, object?)>();
        Add(query.Text, Like, $"AND (p.name {like} @text ESCAPE '!' OR a.name {like} @text ESCAPE '!' OR s.email {like} @text ESCAPE '!' OR s.name {like} @text ESCAPE '!' OR o.name {like} @text ESCAPE '!' OR e.kind {like} @text ESCAPE '!' OR e.subject {like} @text ESCAPE '!' OR d.before {like} @text ESCAPE '!' OR d.after {like} @text ESCAPE '!' OR d.reason {like} @text ESCAPE '!' OR d.address {like} @text ESCAPE '!')", "@text");
        Add(query.Who, Like, $"AND p.name {like} @who ESCAPE '!'", "@who");
        Add(query.Kind, t => t, "AND e.kind = @kind", "@kind");
        var isPerson = query.Subject?.StartsWith(AuditWriter.PersonPrefix, StringComparison.Ordinal) == true && query.Subject.Contains('@', StringComparison.Ordinal);
        Add(
            query.Subject,
            t => isPerson ? t[AuditWriter.PersonPrefix.Length..] : t,
            isPerson ? "AND e.subject IN (SELECT 'person:' || id FROM audit_person WHERE name = @subject)" : "AND e.subject = @subject",
            "@subject");
        if (query.FromMs is { } from)
        {
            where += " AND e.at_ms >= @from";
            parameters.Add(("@from", from));
        }

        if (query.UntilMs is { } until)
        {
            where += " AND e.at_ms < @until";
            parameters.Add(("@until", until));
        }

        return (where, parameters);

        void Add(string? asked, Func<string, string> value, string condition, string name)
        {
            if (asked is { Length: > 0 })
            {
                where += " " + condition;
                parameters.Add((name, value(asked)));
            }
        }
    }

    private static string Like(string text) =>
        $"%{text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
}
