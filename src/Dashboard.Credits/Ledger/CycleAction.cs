using Dashboard.Credits.Seats;

namespace Dashboard.Credits.Ledger;

/// <summary>Something that happens in a cycle besides usage, in its place: decisions before grants at one instant.</summary>
internal readonly record struct CycleAction(long AtMs, CycleActionKind Kind, long Decision, ManualPosting? Manual)
{
    /// <summary>What happens in a cycle from an instant on (included), in order.</summary>
    public static Queue<CycleAction> Of(AccountSetup setup, CycleTerms terms, long fromMs)
    {
        if (!terms.Posts)
        {
            return new();
        }

        var cycle = terms.Cycle;
        var actions = new List<CycleAction> { new(cycle.StartMs, CycleActionKind.CycleStart, 0, null) };
        actions.AddRange(setup.Manual
            .Where(m => cycle.Contains(m.EffectiveAtMs))
            .Select(m => new CycleAction(m.EffectiveAtMs, CycleActionKind.Manual, m.Sequence, m)));
        if (terms.ClaimedAtMs > cycle.StartMs && terms.ClaimedAtMs < cycle.EndMs)
        {
            actions.Add(new(terms.ClaimedAtMs, CycleActionKind.Claim, terms.ClaimDecision, null));
        }

        if (!setup.IsPool)
        {
            actions.AddRange(PlanChanges(setup.Seat, cycle.StartMs, cycle.EndMs));
        }

        return new(actions.Where(a => a.AtMs >= fromMs).OrderBy(a => a.AtMs).ThenBy(a => a.Kind).ThenBy(a => a.Decision));
    }

    private static IEnumerable<CycleAction> PlanChanges(Seat seat, long afterMs, long endMs) =>
        seat.Plan.Within(afterMs, endMs).Select(c => new CycleAction(c.FromMs, CycleActionKind.PlanChange, c.Decision, null));
}

/// <summary>In the order of one instant.</summary>
internal enum CycleActionKind
{
    Manual = 0,
    CycleStart = 1,
    Claim = 2,
    PlanChange = 3,
}
