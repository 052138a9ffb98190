using System.Numerics;
using Dashboard.Credits.Overage;

namespace Dashboard.Credits.Tests.Overage;

/// <summary>
/// Overage with cap and end, told a second time and differently from the ledger: not event by event with a look back at the decisions,
/// but one walk over everything that happens, in whole numbers without a limit. Grants only at cycle starts.
/// </summary>
internal sealed class OverageOracle(BigInteger grant, IReadOnlyList<long> cycleStarts)
{
    private readonly SortedDictionary<long, List<Action>> _walk = [];
    private readonly Dictionary<int, (BigInteger Draw, BigInteger Overage, BigInteger Uncovered)> _legs = [];
    private BigInteger _left;
    private BigInteger _spent;
    private BigInteger? _cap;
    private bool _on;
    private int _ends;

    public IReadOnlyDictionary<int, (BigInteger Draw, BigInteger Overage, BigInteger Uncovered)> Run(
        IEnumerable<OverageDecision> decisions, IEnumerable<(int Number, long AtMs, long Nanos)> events)
    {
        foreach (var start in cycleStarts)
        {
            At(start, () => (_left, _spent) = (grant, 0));
        }

        // An end comes before a decision of the same instant, and a decision before usage of it.
        var all = decisions.OrderBy(d => d.Sequence).ToList();
        foreach (var d in all.Where(d => d.UntilMs is not null))
        {
            At(d.UntilMs!.Value, () =>
            {
                if (_ends == d.Sequence)
                {
                    _on = false;
                }
            });
        }

        foreach (var d in all)
        {
            At(d.FromMs, () => (_on, _cap, _ends) = (d.On, d.Cap is { } cap ? cap.Value : null, (int)d.Sequence));
        }

        foreach (var (number, atMs, nanos) in events.OrderBy(e => e.Number))
        {
            At(atMs, () => Use(number, nanos));
        }

        foreach (var step in _walk.Values.SelectMany(s => s))
        {
            step();
        }

        return _legs;
    }

    private void Use(int number, BigInteger amount)
    {
        BigInteger draw = 0, over = 0;
        while (amount > 0 && _left > 0)
        {
            var part = amount < _left ? amount : _left;
            (draw, _left, amount) = (draw + part, _left - part, amount - part);
        }

        if (_on)
        {
            over = _cap is not { } cap ? amount : cap <= _spent ? 0 : amount > cap - _spent ? cap - _spent : amount;
            _spent += over;
        }

        _legs[number] = (draw, over, amount - over);
    }

    private void At(long atMs, Action step)
    {
        if (!_walk.TryGetValue(atMs, out var steps))
        {
            _walk[atMs] = steps = [];
        }

        steps.Add(step);
    }
}
