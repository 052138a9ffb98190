using System.Text.Json.Nodes;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Decisions;

/// <summary>Teams that rows beside the decisions name: what an API key may send, the roles of an open invitation. They follow a rename in its transaction.</summary>
internal static class TeamNamesInRows
{
    private static readonly (string Table, string Column)[] Places = [("api_key", "seats"), ("invitation", "roles")];

    /// <summary>How many rows changed.</summary>
    public static async Task<int> RenameAsync(Sql sql, string from, string to)
    {
        var rows = 0;
        foreach (var (table, column) in Places)
        {
            foreach (var (id, json) in await sql.QueryAsync($"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL", r => (r.GetInt32(0), r.GetString(1))))
            {
                var node = JsonNode.Parse(json)!;
                if (Rename(node, isTeam: false, from, to))
                {
                    rows += await sql.ExecuteAsync($"UPDATE {table} SET {column} = @json WHERE id = @id", ("@json", node.ToJsonString()), ("@id", id));
                }
            }
        }

        return rows;
    }

    /// <summary>Only what stands under <c>team</c> or <c>teams</c> is a team.</summary>
    private static bool Rename(JsonNode? node, bool isTeam, string from, string to)
    {
        switch (node)
        {
            case JsonObject o:
                return o.ToList().Aggregate(false, (changed, p) => Rename(p.Value, p.Key is "team" or "teams", from, to) || changed);
            case JsonArray a:
                return a.ToList().Aggregate(false, (changed, n) => Rename(n, isTeam, from, to) || changed);
            case JsonValue v when isTeam && v.TryGetValue<string>(out var name) && name == from:
                v.ReplaceWith(to);
                return true;
            default:
                return false;
        }
    }
}
