using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Under which keys hashes may be stored: the day before, the day, the day after, and without a day. Days that hold nothing are not
/// asked, and days that <see cref="FreshKeys"/> knows whole are answered from memory.
/// </summary>
internal sealed class KeySearch(IReadOnlySet<uint> knownDays, FreshKeys fresh)
{
    private readonly Dictionary<uint, Days> _daysOf = [];
    private (uint Day, Days? Days) _last;

    /// <summary>Gives the hashes what memory knows; the keys left to ask the database for.</summary>
    public List<IdentityKey> Find(IReadOnlyList<IdentityNode> nodes)
    {
        var rest = new List<IdentityKey>();
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            var days = node.DayCount == 1 ? DaysOf(node.FirstDay) : DaysOf(node);
            if (days.Fresh.Length > 0)
            {
                fresh.Find(node, days.Fresh);
            }

            foreach (var day in days.Stored)
            {
                rest.Add(IdentityKey.Of(day, node.Hash));
            }
        }

        return rest;
    }

    /// <summary>Hashes that follow each other are mostly of one day.</summary>
    private Days DaysOf(uint day)
    {
        if (_last.Days is null || _last.Day != day)
        {
            if (!_daysOf.TryGetValue(day, out var days))
            {
                _daysOf.Add(day, days = Split(Near(day)));
            }

            _last = (day, days);
        }

        return _last.Days;
    }

    private Days DaysOf(IdentityNode node)
    {
        var near = new HashSet<uint>();
        for (var i = 0; i < node.DayCount; i++)
        {
            near.UnionWith(Near(node.Day(i)));
        }

        return Split(near);
    }

    private IEnumerable<uint> Near(uint day) => day == 0 ? knownDays : [0, day - 1, day, day + 1];

    private Days Split(IEnumerable<uint> near)
    {
        var known = near.Distinct().Where(knownDays.Contains).ToLookup(fresh.Holds);
        return new Days([.. known[true]], [.. known[false]]);
    }

    /// <param name="Fresh">Days of which memory holds every key.</param>
    /// <param name="Stored">Days to ask the database about.</param>
    private sealed record Days(uint[] Fresh, uint[] Stored);
}
