using System.Collections.Immutable;
using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>Usage grouped by all that it states about who caused it. Many events share a few such groups.</summary>
internal sealed class IdentityGroups(Sql sql)
{
    private const int Chunk = 500;

    private readonly Dictionary<long, string> _actors = [];
    private readonly Dictionary<long, (string? Repository, string? Workflow)> _contexts = [];
    private readonly Dictionary<long, ImmutableSortedDictionary<string, string>?> _tags = [];

    /// <summary>The groups that a condition leaves, with what each states.</summary>
    /// <param name="from">FROM and WHERE; the events are <c>e</c>.</param>
    /// <param name="parameters">Of the condition.</param>
    public async Task<IReadOnlyList<Group>> ReadAsync(string from, params (string Name, object? Value)[] parameters)
    {
        var rows = await sql.QueryAsync(
            $"""
            SELECT ABS(e.seat_id), COALESCE(e.actor_id, 0), e.context_id, COALESCE(e.tags_id, 0), e.source_id,
              CAST(SUM(CASE WHEN e.flags & 2048 <> 0 THEN 0 ELSE 1 END) AS BIGINT), CAST(SUM(CASE WHEN e.cost_nano IS NULL THEN 1 ELSE 0 END) AS BIGINT), CAST(COALESCE(SUM(e.cost_nano), 0) AS BIGINT),
              MIN(e.occurred_at_ms), MAX(e.occurred_at_ms)
            {from}
            GROUP BY ABS(e.seat_id), e.actor_id, e.context_id, e.tags_id, e.source_id
            """,
            r => (Seat: r.GetInt32(0), Actor: r.GetInt64(1), Context: r.GetInt64(2), Tags: r.GetInt64(3), Source: r.GetInt32(4), Usage: new IdentityUsage(r.GetInt64(5), r.GetInt64(6), new(r.GetInt64(7))), First: r.GetInt64(8), Last: r.GetInt64(9)),
            parameters);
        await LoadAsync("actor", "text", rows.Select(r => r.Actor), _actors, r => r.GetString(1));
        await LoadAsync("context", "repository, workflow", rows.Select(r => r.Context), _contexts, r => (r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2)));
        await LoadAsync("tags", "text", rows.Select(r => r.Tags), _tags, r => JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(r.GetString(1)));
        var stated = new Dictionary<(long, long, long), IReadOnlyList<Identity>>();
        return [.. rows.Select(r => new Group(r.Seat, r.Source, r.Usage, r.First, r.Last, Stated(r.Actor, r.Context, r.Tags)))];

        IReadOnlyList<Identity> Stated(long actor, long context, long tags)
        {
            if (!stated.TryGetValue((actor, context, tags), out var names))
            {
                var (repository, workflow) = _contexts.GetValueOrDefault(context);
                stated.Add((actor, context, tags), names = StatedIdentities.Of(_actors.GetValueOrDefault(actor), repository, workflow, _tags.GetValueOrDefault(tags)));
            }

            return names;
        }
    }

    private async Task LoadAsync<T>(string table, string columns, IEnumerable<long> ids, Dictionary<long, T> into, Func<System.Data.Common.DbDataReader, T> read)
    {
        foreach (var chunk in ids.Where(id => id > 0 && !into.ContainsKey(id)).Distinct().ToList().Chunk(Chunk))
        {
            foreach (var (id, value) in await sql.QueryAsync($"SELECT id, {columns} FROM {table} WHERE id IN ({string.Join(',', chunk)})", r => (r.GetInt64(0), read(r))))
            {
                into[id] = value;
            }
        }
    }

    /// <summary>Usage of one seat and source that states the same names.</summary>
    internal sealed record Group(int SeatId, int SourceId, IdentityUsage Usage, long FirstMs, long LastMs, IReadOnlyList<Identity> Stated);
}
