using Dashboard.Credits.Rating;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Doctor;

/// <summary>What each roll-up must hold, said in SQL over the events: another way than the writer's, so that one checks the other.</summary>
internal static class RollupSql
{
    /// <summary>The rows a roll-up must have, in the order of its columns.</summary>
    public static string Expected(IntTable table, string normalModels)
    {
        var (keys, from) = table.Name switch
        {
            "rollup_seat_day" => ("e.seat_id, e.day, e.pool", "usage_event e"),
            "rollup_org_day" => ("e.day, e.pool", "usage_event e WHERE e.seat_id >= 0"),
            "rollup_detail" => ("e.seat_id, e.day, e.model_id, e.source_id, c.project_id", "usage_event e JOIN context c ON c.id = e.context_id"),
            "rollup_session" => ("e.session_id, n.column2", $"usage_event e JOIN ({normalModels}) n ON n.column1 = e.model_id WHERE e.session_id IS NOT NULL AND (e.flags & {(int)EventFlags.Remainder}) = 0"),
            _ => throw new ArgumentException("Not a roll-up.", nameof(table)),
        };
        var cost = table.Name == "rollup_session" ? "COALESCE(e.list_nano, e.cost_nano, 0)" : "COALESCE(e.cost_nano, 0)";
        return $"""
            SELECT {keys}, {Sum($"CASE WHEN (e.flags & {(int)EventFlags.NotARequest}) = 0 THEN 1 ELSE 0 END")}, {Sum($"CASE WHEN e.cost_nano IS NULL AND (e.flags & {(int)EventFlags.NotARequest}) = 0 THEN 1 ELSE 0 END")},
            {Sum("e.input_tokens")}, {Sum("e.output_tokens")}, {Sum("e.cache_write_5m_tokens")}, {Sum("e.cache_write_1h_tokens")}, {Sum("e.cache_read_tokens")}, {Sum("e.web_searches")}, {Sum(cost)}
            FROM {from} GROUP BY {keys}
            """;
    }

    /// <summary>Pairs of model id and id of its normalised model.</summary>
    public static async Task<string> NormalModelsAsync(UsageJob job)
    {
        var models = await job.Tables.QueryAsync("SELECT id, text FROM model", r => (Id: r.GetInt32(0), Text: r.GetString(1)));
        var ids = models.ToDictionary(m => m.Text, m => m.Id, StringComparer.Ordinal);
        var pairs = models.Where(m => ids.ContainsKey(ModelId.Normalize(m.Text))).Select(m => $"({m.Id},{ids[ModelId.Normalize(m.Text)]})").ToList();
        return pairs.Count == 0 ? "VALUES (0,0)" : "VALUES " + string.Join(',', pairs);
    }

    private static string Sum(string what) => $"CAST(SUM({what}) AS bigint)";
}
