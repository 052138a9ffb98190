using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Which results of a session say nothing that the others do not: results are running totals, so one in the middle is contained in the
/// next. Found by the law itself, by adding up without them; the seat and the source of the session stay the same too.
/// </summary>
internal static class SupersededResults
{
    /// <summary>Their ids. The first result always stays.</summary>
    public static async Task<IReadOnlyList<long>> OfAsync(UsageJob job, long session)
    {
        var all = await job.Tables.QueryAsync(
            "SELECT id, data, source_id FROM run_result WHERE session_id = @session ORDER BY id",
            r => new Kept(r.GetInt64(0), ObservationText.ParseResult(r.GetString(1)), r.GetInt32(2)),
            ("@session", session));
        var wanted = RunTotals.Of(all.Select(k => k.Result));
        var source = SourceOf(job, all);
        var gone = new HashSet<long>();
        Drop(all[1..]);
        return [.. gone];

        // Most sessions lose everything between the first and the last at once; where that says something else, each half is tried.
        void Drop(List<Kept> candidates)
        {
            if (candidates.Count == 0)
            {
                return;
            }

            var drop = candidates.Select(c => c.Id).ToHashSet();
            var rest = all.Where(k => !gone.Contains(k.Id) && !drop.Contains(k.Id)).ToList();
            if (SourceOf(job, rest) == source && IsSame(RunTotals.Of(rest.Select(k => k.Result)), wanted))
            {
                gone.UnionWith(drop);
            }
            else if (candidates.Count > 1)
            {
                Drop(candidates[..(candidates.Count / 2)]);
                Drop(candidates[(candidates.Count / 2)..]);
            }
        }
    }

    private static int SourceOf(UsageJob job, List<Kept> results) =>
        results.FirstOrDefault(k => job.Policy.SeatByEmail(k.SourceId, k.Result.SeatEmail, k.Result.AtMs) != 0, results[0]).SourceId;

    private static bool IsSame(RunTotals a, RunTotals b) => a with { Models = b.Models } == b && a.Models.SequenceEqual(b.Models);

    private sealed record Kept(long Id, RunResult Result, int SourceId);
}
