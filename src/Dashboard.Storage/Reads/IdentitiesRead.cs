using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Reads;

/// <summary>Names under which usage comes in, for the page that says whose they are.</summary>
public static class IdentitiesRead
{
    private const int MostEvidence = 5;
    private const int MostHosts = 5;

    /// <summary>The roll-up by seat and day knows where usage without a seat is; only the events of those days are read.</summary>
    private const string Unassigned = "FROM (SELECT DISTINCT day FROM rollup_seat_day WHERE seat_id = 0) d JOIN usage_event e ON e.day = d.day AND e.seat_id = 0";

    /// <summary>Names of usage without a seat.</summary>
    public static async Task<UnmatchedPage> UnmatchedAsync(Database database, IdentityQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(query);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var (all, unassigned, nameless) = Sum(await new IdentityGroups(sql).ReadAsync(Unassigned));
        var found = all.Values
            .Where(i => (query.Kind is null || i.Identity.Kind == query.Kind) && (query.Text is null || i.Identity.Value.Contains(query.Text, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return new UnmatchedPage([.. Sorted(found, query.Sort).Skip(query.Skip).Take(query.Take)], found.Count, all.Count, unassigned, nameless);
    }

    /// <summary>What is known of one name without a seat; null when no usage without a seat states it.</summary>
    public static async Task<UnmatchedIdentity?> FindAsync(Database database, Identity identity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var (where, values) = IdentitySql.Of(identity);
        return Sum(await new IdentityGroups(sql).ReadAsync($"{Unassigned} AND {where}", values)).All.GetValueOrDefault(identity);
    }

    /// <summary>Seats whose known usage has the name, its sessions or its hosts in common, strongest first.</summary>
    public static async Task<IReadOnlyList<IdentityEvidence>> EvidenceAsync(Database database, Identity identity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var (where, values) = IdentitySql.Of(identity);
        var days = await sql.QueryAsync($"SELECT MIN(e.day), MAX(e.day) {Unassigned} AND {where}", r => r.IsDBNull(0) ? ((int First, int Last)?)null : (r.GetInt32(0), r.GetInt32(1)), values);
        if (days is not [{ } range])
        {
            return [];
        }

        var within = "e.seat_id <> 0 AND e.day >= @first AND e.day <= @last";
        (string, object?)[] bounds = [("@first", range.First - 31), ("@last", range.Last + 31), .. values];
        var found = new List<IdentityEvidence>();
        found.AddRange(await CountAsync(sql, "COUNT(*)", $"FROM usage_event e WHERE {within} AND {where}", bounds, IdentityEvidenceKind.SameName, null));
        found.AddRange(await CountAsync(
            sql,
            "COUNT(DISTINCT e.session_id)",
            $"FROM usage_event e WHERE {within} AND e.session_id IN (SELECT e.session_id {Unassigned} AND {where} WHERE e.session_id IS NOT NULL)",
            bounds,
            IdentityEvidenceKind.SameSession,
            null));
        if (identity.Kind is not IdentityKind.Host)
        {
            var hosts = (await new IdentityGroups(sql).ReadAsync($"{Unassigned} AND {where}", values))
                .Where(g => g.Stated.Contains(identity)).SelectMany(g => g.Stated).Where(i => i.Kind is IdentityKind.Host).Distinct().Order().Take(MostHosts);
            foreach (var host in hosts)
            {
                var (on, name) = IdentitySql.Of(host);
                found.AddRange(await CountAsync(sql, "COUNT(*)", $"FROM usage_event e WHERE {within} AND {on}", [.. bounds[..2], .. name], IdentityEvidenceKind.SameHost, host.Value));
            }
        }

        return [.. found.OrderBy(e => e.Kind).ThenByDescending(e => e.Count).ThenBy(e => e.SeatId).Take(MostEvidence)];
    }

    /// <summary>All known usage that meets the conditions of a rule, by whose it is now; the dearest first. Every event is looked at.</summary>
    public static async Task<IReadOnlyList<RuleUsage>> TestAsync(Database database, IdentityRule rule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(rule);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return [.. (await new IdentityGroups(sql).ReadAsync("FROM usage_event e"))
            .Where(g => rule.Matches(g.Stated))
            .GroupBy(g => g.SeatId)
            .Select(g => new RuleUsage(g.Key, g.Aggregate(default(IdentityUsage), (sum, x) => sum + x.Usage)))
            .OrderByDescending(u => u.Usage.Cost).ThenBy(u => u.SeatId)];
    }

    private static async Task<IEnumerable<IdentityEvidence>> CountAsync(Sql sql, string count, string from, (string, object?)[] parameters, IdentityEvidenceKind kind, string? name) =>
        (await sql.QueryAsync($"SELECT ABS(e.seat_id), {count} {from} GROUP BY ABS(e.seat_id) ORDER BY 2 DESC, 1 LIMIT 3", r => (Seat: r.GetInt32(0), Count: r.GetInt64(1)), parameters))
            .Select(f => new IdentityEvidence(f.Seat, kind, name, f.Count));

    private static (Dictionary<Identity, UnmatchedIdentity> All, IdentityUsage Unassigned, IdentityUsage Nameless) Sum(IEnumerable<IdentityGroups.Group> groups)
    {
        var all = new Dictionary<Identity, UnmatchedIdentity>();
        var (unassigned, nameless) = (default(IdentityUsage), default(IdentityUsage));
        foreach (var group in groups)
        {
            unassigned += group.Usage;
            nameless += group.Stated.Count == 0 ? group.Usage : default;
            foreach (var identity in group.Stated)
            {
                all[identity] = all.TryGetValue(identity, out var known)
                    ? new(identity, known.Usage + group.Usage, Math.Min(known.FirstMs, group.FirstMs), Math.Max(known.LastMs, group.LastMs), [.. known.Sources.Append(group.SourceId).Distinct().Order()])
                    : new(identity, group.Usage, group.FirstMs, group.LastMs, [group.SourceId]);
            }
        }

        return (all, unassigned, nameless);
    }

    private static IOrderedEnumerable<UnmatchedIdentity> Sorted(IEnumerable<UnmatchedIdentity> found, IdentitySort sort) => (sort switch
    {
        IdentitySort.Cost => found.OrderByDescending(i => i.Usage.Cost).ThenByDescending(i => i.Usage.Events),
        IdentitySort.Events => found.OrderByDescending(i => i.Usage.Events).ThenByDescending(i => i.Usage.Cost),
        IdentitySort.First => found.OrderBy(i => i.FirstMs),
        IdentitySort.Last => found.OrderByDescending(i => i.LastMs),
        _ => found.OrderBy(i => i.Identity.Value, StringComparer.OrdinalIgnoreCase),
    }).ThenBy(i => i.Identity);
}
