using System.Globalization;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks;

/// <summary>
/// Takes back what waits to be told about stages that the runbook which decided no longer has. What is being sent, or was, stays; so does what was
/// decided about a seat that has moved to another team since.
/// </summary>
internal static class Withdrawals
{
    private const string Because = "Withdrawn: the stage was taken out of the runbook before this could leave.";

    /// <summary>The stages that accounts were evaluated under in their running cycle and are not any more.</summary>
    public static Dictionary<(int Account, DateOnly Cycle), HashSet<string>> Gone(Organisation organisation, DueAccounts due, long nowMs)
    {
        var gone = new Dictionary<(int, DateOnly), HashSet<string>>();
        foreach (var account in due.Accounts)
        {
            if (due.Known.TryGetValue(account.AccountId, out var known) && known.Cycle == account.CycleStart)
            {
                var rules = organisation.Runbooks.Of(organisation.Seats.GetValueOrDefault(account.AccountId), nowMs).Rules;
                var stages = known.Stages.Where(s => rules.StageOf(s) is null).ToHashSet(StringComparer.Ordinal);
                if (stages.Count > 0)
                {
                    gone.Add((account.AccountId, account.CycleStart), stages);
                }
            }
        }

        return gone;
    }

    /// <summary>How many deliveries tell of nothing else, and how many of something else as well.</summary>
    public static async Task<(int Whole, int InPart)> CountAsync(Sql sql, Organisation organisation, Dictionary<(int Account, DateOnly Cycle), HashSet<string>> gone, long nowMs)
    {
        var found = await FindAsync(sql, organisation, gone, nowMs);
        return (found.Count(d => d.All(c => c.IsGone)), found.Count(d => !d.All(c => c.IsGone)));
    }

    /// <summary>Withdraws deliveries that tell of nothing else, and takes the lines out of those that do. How many were withdrawn whole.</summary>
    public static async Task<int> WithdrawAsync(Sql sql, Organisation organisation, Dictionary<(int Account, DateOnly Cycle), HashSet<string>> gone, long nowMs)
    {
        var withdrawn = 0;
        foreach (var delivery in await FindAsync(sql, organisation, gone, nowMs))
        {
            var crossings = delivery.Where(c => c.IsGone).Select(c => c.Crossing).ToHashSet();
            if (crossings.Count == delivery.Count())
            {
                await sql.ExecuteAsync(
                    $"UPDATE outbox SET state = {(int)DeliveryState.Withdrawn}, ended_at_ms = @now, answer = @answer WHERE id = @id", ("@now", nowMs), ("@answer", Because), ("@id", delivery.Key));
                withdrawn++;
            }
            else if (await sql.FirstAsync("SELECT payload FROM outbox WHERE id = @id", r => r.GetString(0), ("@id", delivery.Key)) is { } payload)
            {
                await sql.ExecuteAsync("UPDATE outbox SET payload = @payload WHERE id = @id", ("@payload", LetterJson.Write(Without(LetterJson.Read(payload), crossings))), ("@id", delivery.Key));
                await sql.ExecuteAsync(
                    $"DELETE FROM outbox_crossing WHERE outbox_id = @id AND crossing_id IN ({string.Join(',', crossings.Select(c => c.ToString(CultureInfo.InvariantCulture)))})", ("@id", delivery.Key));
            }
        }

        return withdrawn;
    }

    private static Letter Without(Letter letter, HashSet<long> crossings) => letter switch
    {
        StageLetter stages => stages with { Lines = [.. stages.Lines.Where(l => !crossings.Contains(l.CrossingId))] },
        EscalationLetter escalation => escalation with { Lines = [.. escalation.Lines.Where(l => !crossings.Contains(l.CrossingId))] },
        _ => letter,
    };

    private static async Task<List<IGrouping<long, (long Delivery, long Crossing, bool IsGone)>>> FindAsync(Sql sql, Organisation organisation, Dictionary<(int Account, DateOnly Cycle), HashSet<string>> gone, long nowMs) => gone.Count == 0 ? [] :
    [
        .. (await sql.QueryAsync(
                "SELECT o.id, c.id, c.account_id, c.cycle_start, c.stage_id, c.scope FROM outbox o JOIN outbox_crossing x ON x.outbox_id = o.id JOIN stage_crossing c ON c.id = x.crossing_id "
                + $"WHERE o.state < {(int)DeliveryState.Sent} AND o.state = {(int)DeliveryState.Waiting} AND o.payload IS NOT NULL AND o.kind IN ('{StageLetter.KindName}', '{EscalationLetter.KindName}') ORDER BY o.id, c.id",
                r => (Delivery: r.GetInt64(0), Crossing: r.GetInt64(1), IsGone: gone.TryGetValue((r.GetInt32(2), StoredDay.ToDay(r.GetInt32(3))), out var stages) && stages.Contains(r.GetString(4))
                    && organisation.Runbooks.Of(r.GetString(5), organisation.Seats.GetValueOrDefault(r.GetInt32(2)), nowMs).Rules.StageOf(r.GetString(4)) is null)))
            .GroupBy(c => c.Delivery).Where(d => d.Any(c => c.IsGone)),
    ];
}
