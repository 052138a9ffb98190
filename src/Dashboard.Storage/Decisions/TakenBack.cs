using System.Globalization;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Decisions;

/// <summary>What only the tables know about taking a seat back: whether it has usage.</summary>
internal static class TakenBack
{
    public static async Task<IReadOnlyList<DecisionRefusal>> RefusalsAsync(Sql sql, IReadOnlyList<NewDecision> decisions)
    {
        var asked = decisions.Select((d, i) => (Seat: (d.Body as SeatAdditionTakenBack)?.SeatId, Index: i)).Where(d => d.Seat is > 0).ToList();
        var used = await WithUsageAsync(sql, [.. asked.Select(a => a.Seat!.Value)]);
        return [.. asked.Where(a => used.Contains(a.Seat!.Value)).Select(a => new DecisionRefusal(a.Index, DecisionProblem.NotTakenBack, "The seat has usage: it can end, but not be taken back."))];
    }

    /// <summary>Which of these seats have usage.</summary>
    public static async Task<HashSet<int>> WithUsageAsync(Sql sql, IReadOnlyCollection<int> seats)
    {
        var used = new HashSet<int>();
        foreach (var chunk in seats.Chunk(500))
        {
            var ids = string.Join(',', chunk.SelectMany(s => (int[])[s, -s]).Select(s => s.ToString(CultureInfo.InvariantCulture)));
            used.UnionWith(await sql.QueryAsync($"SELECT DISTINCT ABS(seat_id) FROM rollup_seat_day WHERE seat_id IN ({ids})", r => r.GetInt32(0)));
        }

        return used;
    }
}
