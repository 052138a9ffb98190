using System.Collections.Immutable;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Doctor;

/// <summary>The invariants of usage, each as a query for what breaks it.</summary>
internal static class UsageChecks
{
    public const string VendorInvariant = "Seats whose money is a report of the vendor post exactly its rows.";

    public const string RemaindersInvariant = "Remainders are what results say and no known request shows.";

    private const string RollupsInvariant = "holds exactly the sums of the events.";
    /// <summary>The hashes that are stored for more than one event.</summary>
    public const string SeveralEvents = "SELECT substr(key, 5) AS hash FROM usage_identity GROUP BY substr(key, 5) HAVING COUNT(DISTINCT event_id) > 1";

    private const string DigestInvariant = "Every identity key is found again.";

    private const string SeatsInvariant = "Every event has the seat that the decisions say.";

    private const string OneEventInvariant = "One identity is one event, on whatever days it was seen.";

    private static readonly (string Invariant, string Sql)[] Queries =
    [
        ("Every identity key points to an event.", "SELECT k.event_id FROM usage_identity k LEFT JOIN usage_event e ON e.id = k.event_id WHERE e.id IS NULL"),
        ("Every event that was observed has an identity key.", $"SELECT e.id FROM usage_event e LEFT JOIN (SELECT DISTINCT event_id FROM usage_identity) k ON k.event_id = e.id WHERE k.event_id IS NULL AND (e.flags & {(int)(EventFlags.Remainder | EventFlags.VendorDay)}) = 0"),
        ("Evidence belongs to an event that says it has some.", $"SELECT v.event_id FROM usage_evidence v LEFT JOIN usage_event e ON e.id = v.event_id WHERE e.id IS NULL OR (e.flags & {(int)EventFlags.HasEvidence}) = 0"),
        ("An event that says it has evidence has some.", $"SELECT e.id FROM usage_event e WHERE (e.flags & {(int)EventFlags.HasEvidence}) <> 0 AND NOT EXISTS (SELECT 1 FROM usage_evidence v WHERE v.event_id = e.id)"),
        ("An event's texts, source and import exist.", """
            SELECT e.id FROM usage_event e LEFT JOIN model m ON m.id = e.model_id LEFT JOIN context c ON c.id = e.context_id LEFT JOIN source s ON s.id = e.source_id
            LEFT JOIN import_batch b ON b.id = e.batch_id LEFT JOIN session n ON n.id = e.session_id
            WHERE m.id IS NULL OR c.id IS NULL OR s.id IS NULL OR b.id IS NULL OR (e.session_id IS NOT NULL AND n.id IS NULL)
            """),
        ("An event's seat exists, or is 0.", "SELECT e.id FROM usage_event e WHERE e.seat_id <> 0 AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.id = ABS(e.seat_id))"),
        ("An event that an import touched can be given back.", $"SELECT e.id FROM usage_event e WHERE ((e.flags & {(int)EventFlags.Imported}) <> 0) <> EXISTS (SELECT 1 FROM imported_event i WHERE i.event_id = e.id)"),
        ("No amount and no count is negative.", "SELECT e.id FROM usage_event e WHERE e.cost_nano < 0 OR e.rated_nano < 0 OR e.authoritative_nano < 0 OR e.input_tokens < 0 OR e.output_tokens < 0 OR e.cache_write_5m_tokens < 0 OR e.cache_write_1h_tokens < 0 OR e.cache_read_tokens < 0 OR e.web_searches < 0"),
        ("A remainder event belongs to a session with results.", $"SELECT e.id FROM usage_event e LEFT JOIN run_remainder r ON r.event_id = e.id WHERE (e.flags & {(int)EventFlags.Remainder}) <> 0 AND r.event_id IS NULL"),
        ("Money of seats and of the organisation is the money of the events.", """
            SELECT 1 FROM (SELECT COALESCE(SUM(cost_nano), 0) AS nano FROM usage_event WHERE seat_id >= 0) e, (SELECT COALESCE(SUM(cost_nano), 0) AS nano FROM rollup_org_day) o,
            (SELECT COALESCE(SUM(cost_nano), 0) AS nano FROM rollup_seat_day WHERE seat_id >= 0) s WHERE e.nano <> o.nano OR e.nano <> s.nano
            """),
    ];

    /// <summary>Everything that is looked at.</summary>
    public static ImmutableArray<string> Invariants { get; } =
    [
        .. IntTable.Rollups.Select(t => $"{t.Name} {RollupsInvariant}"),
        .. Queries.Select(q => q.Invariant),
        OneEventInvariant,
        DigestInvariant,
        SeatsInvariant,
        RemaindersInvariant,
        VendorInvariant,
    ];

    public static async Task<ImmutableArray<DoctorFinding>> RunAsync(UsageJob job)
    {
        var findings = ImmutableArray.CreateBuilder<DoctorFinding>();
        var normal = await RollupSql.NormalModelsAsync(job);
        foreach (var table in IntTable.Rollups)
        {
            var columns = string.Join(", ", table.Columns);
            var expected = RollupSql.Expected(table, normal);
            var sql = $"SELECT * FROM (SELECT {columns} FROM {table.Name} EXCEPT {expected}) a UNION SELECT * FROM (SELECT * FROM ({expected}) x EXCEPT SELECT {columns} FROM {table.Name}) b";
            var wrong = await job.Tables.QueryAsync(
                sql,
                r => string.Join(", ", Enumerable.Range(0, table.Keys).Select(i => $"{table.Columns[i]} {r.GetValue(i)}")));
            Add(findings, $"{table.Name} {RollupsInvariant}", [.. wrong.Distinct()]);
        }

        foreach (var (invariant, sql) in Queries)
        {
            var wrong = await job.Tables.QueryAsync(sql, r => "event " + r.GetValue(0));
            Add(findings, invariant, wrong);
        }

        var doubles = await HashesOfSeveralEventsAsync(job.Tables);
        Add(findings, OneEventInvariant, [.. doubles.Select(d => "events " + string.Join(", ", d.Select(k => k.EventId).Distinct()))]);
        Add(findings, DigestInvariant, await KeysNotFoundAsync(job.Tables));
        Add(findings, SeatsInvariant, await SeatChecks.WrongAsync(job));
        return findings.ToImmutable();
    }

    /// <summary>The keys of every hash that is stored for more than one event.</summary>
    public static async Task<List<List<(IdentityKey Key, long EventId)>>> HashesOfSeveralEventsAsync(UsageTables tables)
    {
        var keys = await tables.QueryAsync(
            $"SELECT k.key, k.event_id FROM ({SeveralEvents}) d JOIN usage_identity k ON substr(k.key, 5) = d.hash",
            r => (Key: IdentityKey.FromBytes(r.GetFieldValue<byte[]>(0)), EventId: r.GetInt64(1)));
        return [.. keys.GroupBy(k => k.Key.Hash).OrderBy(g => g.Key).Select(g => g.OrderBy(k => k.Key).ToList())];
    }

    /// <summary>Keys that no writer would look for, so that what is said of their events again would be other events.</summary>
    private static async Task<List<string>> KeysNotFoundAsync(UsageTables tables)
    {
        // Built from the table alone: what this process remembers does not count.
        var known = new KnownHashes();
        await known.FollowAsync(tables);
        var missing = new List<string>();
        await tables.QueryAsync(
            "SELECT key, event_id FROM usage_identity",
            r =>
            {
                if (!known.Holds(IdentityKey.FromBytes(r.GetFieldValue<byte[]>(0))))
                {
                    missing.Add("event " + r.GetInt64(1));
                }

                return true;
            });
        return missing;
    }

    private static void Add(ImmutableArray<DoctorFinding>.Builder findings, string invariant, List<string> wrong)
    {
        if (wrong.Count > 0)
        {
            findings.Add(new DoctorFinding(invariant, wrong.Count, [.. wrong.Take(5)]));
        }
    }
}
