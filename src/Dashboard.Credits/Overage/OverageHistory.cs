using System.Collections.Immutable;

namespace Dashboard.Credits.Overage;

/// <summary>All overage decisions of one seat (or of the organisation): off before the first. Source: law, section 6.</summary>
public sealed class OverageHistory
{
    private readonly ImmutableArray<OverageDecision> _decisions;

    /// <summary>A history of decisions in any order.</summary>
    public OverageHistory(params IEnumerable<OverageDecision> decisions) =>
        _decisions = [.. decisions.OrderBy(d => d.FromMs).ThenBy(d => d.Sequence)];

    /// <summary>No decision: off.</summary>
    public static OverageHistory None { get; } = new();

    /// <summary>The decisions by instant, then sequence.</summary>
    public IReadOnlyList<OverageDecision> Decisions => _decisions;

    /// <summary>The setting at an instant: the last decision at or before it, off after that decision's end.</summary>
    public OverageSetting At(long atMs) => At(atMs, out _);

    /// <summary>The same, with the instant until which it stays so (excluded).</summary>
    public OverageSetting At(long atMs, out long untilMs)
    {
        untilMs = long.MaxValue;
        for (var i = _decisions.Length - 1; i >= 0; i--)
        {
            var decision = _decisions[i];
            if (decision.FromMs > atMs)
            {
                untilMs = decision.FromMs;
            }
            else if (decision.UntilMs <= atMs)
            {
                return OverageSetting.Off with { Decision = decision.Sequence };
            }
            else
            {
                untilMs = Math.Min(untilMs, decision.UntilMs ?? long.MaxValue);
                return new OverageSetting(decision.On, decision.On ? decision.Cap : null, decision.Sequence);
            }
        }

        return OverageSetting.Off;
    }

    /// <summary>The loosest setting that holds at an instant or is decided to hold later: on before off, no cap before the highest cap.</summary>
    public OverageSetting LoosestFrom(long atMs)
    {
        var loosest = At(atMs);
        foreach (var later in _decisions)
        {
            if (later.FromMs > atMs && later.On && (!loosest.On || (loosest.Cap is { } cap && !(later.Cap <= cap))))
            {
                loosest = new OverageSetting(true, later.Cap, later.Sequence);
            }
        }

        return loosest;
    }

    /// <summary>The decision that holds at an instant; null before the first and after the end of the last.</summary>
    public OverageDecision? DecisionAt(long atMs)
    {
        var sequence = At(atMs).Decision;
        return _decisions.FirstOrDefault(d => d.Sequence == sequence) is { } decision && !(decision.UntilMs <= atMs) ? decision : null;
    }

    /// <summary>Sequence of the newest decision, whatever its instant; 0 before the first.</summary>
    public long Newest => _decisions.IsEmpty ? 0 : _decisions.Max(d => d.Sequence);
}
