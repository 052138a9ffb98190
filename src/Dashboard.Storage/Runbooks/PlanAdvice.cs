using System.Globalization;
using Dashboard.Credits.PlanFit;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks;

/// <summary>
/// Which plan would have fitted a seat better in its last cycles. Asked where credit runs short, so only plans of the same kind with at least
/// the allowance of the present one are compared: what else a smaller plan takes away is not measured.
/// </summary>
internal static class PlanAdvice
{
    /// <summary>So many ended cycles are looked at.</summary>
    private const int MostCycles = 6;

    /// <summary>The crossings with the plan to recommend and why, where their stage says so; nothing where no fee is known, cycles are few, or the present plan is the best.</summary>
    public static async Task<List<NewCrossing>> AddAsync(Sql sql, Organisation organisation, List<NewCrossing> crossings, long nowMs)
    {
        var asked = crossings.Where(c => c.Stage.RecommendPlan && c.Acts && c.Seat is not null).Select(c => c.Seat!).DistinctBy(s => s.Id).ToDictionary(s => s.Id);
        if (asked.Count == 0)
        {
            return crossings;
        }

        var advice = new Dictionary<int, (string Plan, string Because)>();
        foreach (var seats in asked.Values.Chunk(500))
        {
            var cycles = (await sql.QueryAsync(
                    $"SELECT seat_id, start_ms, covered FROM seat_cycle WHERE seat_id IN ({string.Join(',', seats.Select(s => s.Id.ToString(CultureInfo.InvariantCulture)))}) AND account_id = seat_id AND kind IN (2, 3) AND end_ms <= @now ORDER BY seat_id, start_ms DESC",
                    r => (Seat: r.GetInt32(0), StartMs: r.GetInt64(1), Covered: r.GetInt64(2)), ("@now", nowMs)))
                .ToLookup(c => c.Seat);
            foreach (var seat in seats)
            {
                if (Of(seat, [.. cycles[seat.Id].Take(MostCycles).Reverse().Select(c => (c.StartMs, c.Covered))], organisation, nowMs) is { } found)
                {
                    advice.Add(seat.Id, found);
                }
            }
        }

        return [.. crossings.Select(c => c.Stage.RecommendPlan && c.Acts && advice.TryGetValue(c.SeatId, out var found) ? c with { Recommended = found } : c)];
    }

    private static (string Plan, string Because)? Of(Seat seat, IReadOnlyList<(long StartMs, long Covered)> cycles, Organisation organisation, long nowMs)
    {
        var choice = organisation.Rules.Choice.At(nowMs);
        if (cycles.Count < PlanFitter.LeastCycles || choice.Mode is ProgrammeMode.Off)
        {
            return null;
        }

        var programme = organisation.Rules.ProgrammeOf(choice.ProgrammeId);
        var setup = organisation.AccountOf(seat.Id);
        var current = seat.Plan.At(nowMs);
        var plans = Plans.All.Select(p => p.Id).Where(p => Kind(p) == Kind(current)).ToList();
        var fitted = new List<FitCycle>(cycles.Count);
        foreach (var (startMs, covered) in cycles)
        {
            var cycle = setup.Calendar.At(startMs);
            var terms = PlanTerms.Of(plans, programme, organisation.Fees, FeeTerm.Monthly, cycle, setup.Calendar.ZoneOf(cycle));
            if (terms.FirstOrDefault(t => t.PlanId == current) is not { Fee: not null, IsPooled: false } own || covered < 0)
            {
                return null;
            }

            fitted.Add(new FitCycle(cycle.StartDay, new(covered), default, [.. terms.Where(t => !t.IsPooled && t.Allowance >= own.Allowance)]));
        }

        var advice = PlanFitter.Fit(seat.Email, current, fitted, withApiKey: false).Advice;
        return advice is { Kind: FitAdviceKind.Change, Option: { } option } ? (option.Name, advice.Reason) : null;
    }

    /// <summary>A seat of a team cannot become a person's own plan, and the other way round.</summary>
    private static string Kind(string plan) => plan.StartsWith("team-", StringComparison.Ordinal) ? "team" : plan.StartsWith("enterprise-", StringComparison.Ordinal) ? "enterprise" : "own";
}
