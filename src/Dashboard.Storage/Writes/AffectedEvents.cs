using Dashboard.Credits.Rating;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Writes;

/// <summary>Which known events decisions may give another seat, pool, day or cost.</summary>
internal static class AffectedEvents
{
    /// <summary>Ids in order, each once, and the sessions whose remainders may change without any request of theirs.</summary>
    public static async Task<(IReadOnlyList<long> Events, IReadOnlyCollection<long> Sessions)> OfAsync(UsageJob job, IReadOnlyList<Decision> decisions)
    {
        var bodies = decisions.Select(d => d.Body).ToList();
        if (bodies.Any(b => b is ZoneChanged or ContractSet or PoolRulesChanged || b is OrganisationCreated { Zone: not "UTC" }))
        {
            return (await job.Tables.QueryAsync("SELECT id FROM usage_event ORDER BY id", r => r.GetInt64(0)), []);
        }

        var events = new SortedSet<long>();
        var sessions = new HashSet<long>();
        foreach (var emails in bodies.OfType<SeatAdded>().Select(s => s.Email).Chunk(500))
        {
            events.UnionWith(await OfEmailsAsync(job, emails));
        }

        foreach (var decision in decisions.Where(d => d.Body is MoneySourceSet))
        {
            events.UnionWith(await OfSeatAsync(job, ((MoneySourceSet)decision.Body).SeatId, decision.EffectiveAtMs));
        }

        foreach (var decision in decisions.Where(d => d.Body is SourceSeatSet or SourcePoolSet))
        {
            var source = ((SourceDecision)decision.Body).SourceId;
            events.UnionWith(await OfSourceAsync(job, source, decision.EffectiveAtMs));
            sessions.UnionWith(await job.Tables.QueryAsync("SELECT DISTINCT session_id FROM run_result WHERE source_id = @source", r => r.GetInt64(0), ("@source", source)));
        }

        var (moved, runs) = await AffectedIdentities.OfAsync(job, decisions);
        events.UnionWith(moved);
        sessions.UnionWith(runs);
        events.UnionWith(await OfModelsAsync(job, [.. bodies.OfType<PriceAdded>().Select(p => p.Row.Model)]));
        return (events.ToList(), sessions);
    }

    /// <summary>Usage that already states the e-mail of a new seat becomes the seat's.</summary>
    private static Task<List<long>> OfEmailsAsync(UsageJob job, string[] emails) => job.Tables.QueryAsync(
        "SELECT e.id FROM actor a JOIN usage_event e ON e.actor_id = a.id WHERE a.text IN ("
        + string.Join(", ", emails.Select((_, i) => $"@e{i}")) + ") AND e.actor_id IS NOT NULL AND e.seat_id = 0",
        r => r.GetInt64(0),
        [.. emails.Select((e, i) => ($"@e{i}", (object?)e))]);

    /// <summary>Whether it posts or not.</summary>
    private static Task<List<long>> OfSeatAsync(UsageJob job, int seatId, long fromMs) => job.Tables.QueryAsync(
        """
        SELECT e.id FROM (SELECT DISTINCT day, seat_id FROM rollup_seat_day WHERE seat_id IN (@seat, @kept) AND day >= @day) d
        CROSS JOIN usage_event e WHERE e.day = d.day AND e.seat_id = d.seat_id AND e.occurred_at_ms >= @from
        """,
        r => r.GetInt64(0),
        ("@seat", seatId),
        ("@kept", -seatId),
        ("@day", job.Policy.DayOf(fromMs)),
        ("@from", fromMs));

    /// <summary>The wide roll-up knows the seats and days of a source; an index over all events would cost more than all its uses.</summary>
    private static Task<List<long>> OfSourceAsync(UsageJob job, int sourceId, long fromMs) => job.Tables.QueryAsync(
        """
        SELECT e.id FROM (SELECT DISTINCT day, seat_id FROM rollup_detail WHERE source_id = @source AND day >= @day) d
        CROSS JOIN usage_event e WHERE e.day = d.day AND e.seat_id = d.seat_id AND e.source_id = @source AND e.occurred_at_ms >= @from
        """,
        r => r.GetInt64(0),
        ("@source", sourceId),
        ("@day", job.Policy.DayOf(fromMs)),
        ("@from", fromMs));

    private static async Task<List<long>> OfModelsAsync(UsageJob job, HashSet<string> wanted)
    {
        var models = wanted.Count == 0
            ? []
            : (await job.Tables.QueryAsync("SELECT id, text FROM model", r => (Id: r.GetInt32(0), Text: r.GetString(1))))
                .Where(m => wanted.Contains(ModelId.Normalize(m.Text)))
                .Select(m => m.Id)
                .ToList();
        return models.Count == 0 ? [] : await job.Tables.QueryAsync(
            $"""
            SELECT e.id FROM (SELECT DISTINCT day, seat_id FROM rollup_detail WHERE model_id IN ({string.Join(',', models)})) d
            CROSS JOIN usage_event e WHERE e.day = d.day AND e.seat_id = d.seat_id AND e.model_id IN ({string.Join(',', models)})
            """,
            r => r.GetInt64(0));
    }
}
