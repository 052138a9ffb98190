using Dashboard.Storage.Books;

namespace Dashboard.Storage.Audit;

/// <summary>Removes the person's account and invitations, and puts the pseudonym into every table that is neither the trail nor the decisions.</summary>
internal sealed class TableErasure(Sql sql, ErasedPerson person)
{
    /// <summary>How many rows were removed or rewritten.</summary>
    public async Task<int> RunAsync() => await RemoveAccountAsync() + await RewriteTablesAsync() + await RewriteTagsAsync("tags", "text", "id") + await RewriteTagsAsync("usage_evidence", "observations", "event_id, component");

    private async Task<int> RemoveAccountAsync() =>
        await sql.ExecuteAsync("""DELETE FROM "AspNetUsers" WHERE "NormalizedEmail" = @email OR "NormalizedUserName" = @email""", ("@email", person.Email.ToUpperInvariant()))
        + await sql.ExecuteAsync("DELETE FROM invitation WHERE email = @email", ("@email", person.Email));

    /// <summary>Every other column of text there is, so that no table is forgotten.</summary>
    private async Task<int> RewriteTablesAsync()
    {
        var changed = 0;
        foreach (var id in person.Seats)
        {
            changed += await sql.ExecuteAsync("UPDATE seat SET name = @name WHERE id = @id AND name <> ''", ("@name", person.PseudonymName), ("@id", id));
        }

        var row = sql.IsPostgres ? "ctid::text" : "rowid";
        foreach (var (table, column) in await TextColumnsAsync())
        {
            var found = await person.SelectAsync(table, [column], row, r => (Row: r.GetValue(0), Text: r.GetString(1)), "1 = 1");
            foreach (var (at, text) in found.DistinctBy(f => f.Row))
            {
                if (person.Text.Rewrite(text) is var after && after != text)
                {
                    changed += await sql.ExecuteAsync($"UPDATE {table} SET {column} = @after WHERE {(sql.IsPostgres ? "ctid = @row::tid" : "rowid = @row")}", ("@after", after), ("@row", at));
                }
            }
        }

        return changed;
    }

    /// <summary>The names that stand in tags of usage: only under the tags that hold such names, because a name may be a word of other things.</summary>
    private async Task<int> RewriteTagsAsync(string table, string column, string key)
    {
        string[] keys = key.Split(", ");
        var patterns = person.Identities.TagPatterns.ToList();
        if (patterns.Count == 0)
        {
            return 0;
        }

        var changed = 0;
        var found = await sql.QueryAsync(
            $"SELECT {column}, {key} FROM {table} WHERE {string.Join(" OR ", patterns.Select((_, i) => $"{column} LIKE @p{i} ESCAPE '!'"))}",
            r => (Text: r.GetString(0), Keys: keys.Select((_, i) => r.GetInt64(i + 1)).ToArray()),
            [.. patterns.Select((p, i) => ($"@p{i}", (object?)p))]);
        foreach (var (text, at) in found)
        {
            if (person.Identities.RewriteTags(text) is var after && after != text)
            {
                changed += await sql.ExecuteAsync(
                    $"UPDATE {table} SET {column} = @after WHERE {string.Join(" AND ", keys.Select((k, i) => $"{k} = @k{i}"))}", [("@after", after), .. at.Select((k, i) => ($"@k{i}", (object?)k))]);
            }
        }

        return changed;
    }

    private async Task<List<(string Table, string Column)>> TextColumnsAsync()
    {
        var columns = await sql.QueryAsync(
            sql.IsPostgres
                ? "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'character varying') ORDER BY 1, 2"
                : "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND upper(p.type) = 'TEXT' ORDER BY 1, 2",
            r => (Table: r.GetString(0), Column: r.GetString(1)));
        return
        [
            .. columns
                .Where(c => c.Table is not ("audit_entry" or "audit_detail" or "audit_person" or "decision") && !c.Table.StartsWith("__EF", StringComparison.Ordinal))
                .Select(c => ($"\"{c.Table}\"", $"\"{c.Column}\"")),
        ];
    }
}
