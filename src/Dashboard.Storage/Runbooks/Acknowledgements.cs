using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks;

/// <summary>People say that they have seen what the runbook decided: name and instant are kept, and nobody else is told. Audited in the same transaction.</summary>
public sealed class Acknowledgements(Database database)
{
    /// <summary>The most decisions of one call.</summary>
    public const int MostAtOnce = 2000;

    /// <summary>The longest note.</summary>
    public const int MaxNote = 500;

    /// <summary>Acknowledges stages that were entered in a running cycle; those that were acknowledged before, or are of another kind, stay as they are. How many that were.</summary>
    /// <param name="crossings">Numbers of the decisions.</param>
    /// <param name="note">A word about it; may be empty.</param>
    /// <param name="actor">Who.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    /// <param name="allow">Called with the organisation and the accounts before anything is written; throws where one is not the actor's.</param>
    /// <param name="cancellationToken">Stops before the transaction.</param>
    public Task<int> AcknowledgeAsync(
        IReadOnlyCollection<long> crossings, string note, Actor actor, long nowMs, Action<Organisation, IReadOnlyList<int>> allow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        var said = note.Trim() is var trimmed && trimmed.Length > MaxNote ? trimmed[..MaxNote] : trimmed;
        return ChangeAsync(
            crossings, "acknowledged_at_ms IS NULL", actor, nowMs, allow,
            "UPDATE stage_crossing SET acknowledged_by = @by, acknowledged_at_ms = @now, acknowledged_note = @note WHERE id = @id", [("@by", actor.Who), ("@now", nowMs), ("@note", said.Length == 0 ? null : said)],
            (seat, stages) => new AuditDraft(nowMs, "stage-acknowledged", $"seat:{seat}", actor.Who, After: Detail(stages), Reason: said, Address: actor.Address), cancellationToken);
    }

    /// <summary>Takes acknowledgements back while the cycle runs: the alerts are open again, and what was to be escalated by now is escalated at the next evaluation. How many that were.</summary>
    public Task<int> TakeBackAsync(IReadOnlyCollection<long> crossings, Actor actor, long nowMs, Action<Organisation, IReadOnlyList<int>> allow, CancellationToken cancellationToken = default) => ChangeAsync(
        crossings, "acknowledged_at_ms IS NOT NULL", actor, nowMs, allow,
        "UPDATE stage_crossing SET acknowledged_by = NULL, acknowledged_at_ms = NULL, acknowledged_note = NULL WHERE id = @id", [],
        (seat, stages) => new AuditDraft(nowMs, "stage-acknowledgement-taken-back", $"seat:{seat}", actor.Who, Before: Detail(stages), Address: actor.Address), cancellationToken);

    private async Task<int> ChangeAsync(
        IReadOnlyCollection<long> crossings, string condition, Actor actor, long nowMs, Action<Organisation, IReadOnlyList<int>> allow, string update, (string, object?)[] parameters,
        Func<int, IReadOnlyList<Acknowledged>, AuditDraft> entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(crossings);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(allow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(crossings.Count, MostAtOnce);
        var changed = 0;
        if (crossings.Count == 0)
        {
            return 0;
        }

        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                var organisation = await database.Decisions.CurrentAsync(sql);
                var asked = await sql.QueryAsync(
                    $"SELECT id, account_id, stage_id, cycle_start, acknowledged_by, CASE WHEN {condition} AND move = {(int)StageMove.Entered} AND cycle_start <= @today AND cycle_end > @today THEN 1 ELSE 0 END "
                    + $"FROM stage_crossing WHERE id IN ({string.Join(',', crossings.Select(i => i.ToString(CultureInfo.InvariantCulture)))}) ORDER BY id",
                    r => (Stage: new Acknowledged(r.GetInt64(0), r.GetInt32(1), r.GetString(2), StoredDay.ToDay(r.GetInt32(3)), r.IsDBNull(4) ? null : r.GetString(4)), Fits: Convert.ToInt32(r.GetValue(5), CultureInfo.InvariantCulture) == 1),
                    ("@today", StoredDay.Of(organisation.DayOf(nowMs))));
                allow(organisation, [.. asked.Select(s => s.Stage.SeatId).Distinct()]);
                var stages = asked.Where(s => s.Fits).Select(s => s.Stage).ToList();
                foreach (var stage in stages)
                {
                    await sql.ExecuteAsync(update, [("@id", stage.Id), .. parameters]);
                }

                await AuditWriter.AppendAsync(sql, [.. stages.GroupBy(s => s.SeatId).Select(g => entry(g.Key, [.. g]))]);
                changed = stages.Count;
                return changed > 0;
            },
            cancellationToken);
        return changed;
    }

    /// <summary><c>{"cycle":"2026-11-01","stages":["at-80","at-95"],"decisions":[12,13]}</c>, and who had acknowledged them.</summary>
    private static string Detail(IReadOnlyList<Acknowledged> stages)
    {
        var detail = new JsonObject
        {
            ["cycle"] = stages[0].CycleStart.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["stages"] = new JsonArray([.. stages.Select(s => JsonValue.Create(s.StageId))]),
            ["decisions"] = new JsonArray([.. stages.Select(s => JsonValue.Create(s.Id))]),
        };
        if (stages[0].By is { } by)
        {
            detail["by"] = by;
        }

        return detail.ToJsonString();
    }

    private sealed record Acknowledged(long Id, int SeatId, string StageId, DateOnly CycleStart, string? By);
}
