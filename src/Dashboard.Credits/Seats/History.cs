using System.Collections.Immutable;

namespace Dashboard.Credits.Seats;

/// <summary>
/// A dated history: one value before the first change and one from each change on, so there is exactly one value at
/// every instant. Source: law, section 3.
/// </summary>
public sealed class History<T>
{
    private readonly ImmutableArray<Dated<T>> _changes;

    /// <summary>A history of <paramref name="first"/> and changes in any order; of two at one instant the later decision wins.</summary>
    public History(T first, params IEnumerable<Dated<T>> changes)
    {
        First = first;
        _changes =
        [
            .. changes
                .GroupBy(c => c.FromMs)
                .Select(g => g.OrderBy(c => c.Decision).Last())
                .OrderBy(c => c.FromMs),
        ];
    }

    /// <summary>The value before the first change.</summary>
    public T First { get; }

    /// <summary>The changes by instant; one at most per instant.</summary>
    public IReadOnlyList<Dated<T>> Changes => _changes;

    /// <summary>The value at an instant; a change holds from its own instant on.</summary>
    public T At(long atMs)
    {
        for (var i = _changes.Length - 1; i >= 0; i--)
        {
            if (_changes[i].FromMs <= atMs)
            {
                return _changes[i].Value;
            }
        }

        return First;
    }

    /// <summary>The changes with an instant after <paramref name="afterMs"/> (excluded) and before <paramref name="endMs"/> (excluded).</summary>
    public IEnumerable<Dated<T>> Within(long afterMs, long endMs) =>
        _changes.Where(c => c.FromMs > afterMs && c.FromMs < endMs);

    /// <summary>The same instants with other values.</summary>
    public History<T> Select(Func<T, T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(value(First), _changes.Select(c => c with { Value = value(c.Value) }));
    }

    /// <summary>This history with one more change.</summary>
    public History<T> With(long fromMs, T value, long decision = 0) =>
        new(First, _changes.Add(new Dated<T>(fromMs, value, decision)));
}
