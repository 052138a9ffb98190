using System.Collections.Immutable;
using Dashboard.Credits.Seats;

namespace Dashboard.Credits.Cycles;

/// <summary>
/// The billing cycles of one credit account. They tile time with no gap and no overlap; every boundary is computed from
/// the anchor, never from the cycle before. Anchors 29–31 clamp to the last day of a short month. An anchor change and
/// the account's first day cut the running cycle. A zone change holds for cycles that start at or after it.
/// Source: law, sections 2 and 3.
/// </summary>
public sealed class CycleCalendar
{
    private readonly int _firstAnchor;
    private readonly ImmutableArray<(DateOnly Day, int Anchor)> _cuts;
    private readonly TimeZoneInfo _firstZone;
    private readonly ImmutableArray<(DateOnly After, TimeZoneInfo Zone)> _zones = [];

    /// <summary>A calendar.</summary>
    /// <param name="anchor">Anchor days 1–31; a change takes effect at the first instant of its local day.</param>
    /// <param name="zone">IANA ids of the organisation's zone.</param>
    /// <param name="firstDay">The account's first day, which starts a cycle of its own; null: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">An anchor outside 1–31.</exception>
    public CycleCalendar(History<int> anchor, History<string> zone, DateOnly? firstDay = null)
    {
        foreach (var day in anchor.Changes.Select(c => c.Value).Prepend(anchor.First))
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(day, 1, nameof(anchor));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(day, 31, nameof(anchor));
        }

        _firstZone = ZoneDays.Find(zone.First);
        _cuts = CutsOf(anchor, zone, firstDay, out _firstAnchor);
        foreach (var change in zone.Changes)
        {
            var running = At(change.FromMs);
            _zones = _zones.Add((running.StartMs == change.FromMs ? running.StartDay : running.EndDay, ZoneDays.Find(change.Value)));
        }
    }

    /// <summary>The cycle that holds an instant.</summary>
    public BillingCycle At(long atMs)
    {
        var zone = _firstZone;
        foreach (var step in _zones)
        {
            zone = InstantOf(step.After) <= atMs ? step.Zone : zone;
        }

        var start = Floor(ZoneDays.DayOf(atMs, zone));
        while (InstantOf(start) > atMs)
        {
            start = Floor(start.AddDays(-1));
        }

        var end = Following(start);
        while (InstantOf(end) <= atMs)
        {
            start = end;
            end = Following(end);
        }

        return new BillingCycle(start, end, InstantOf(start), InstantOf(end));
    }

    /// <summary>The cycle after this one.</summary>
    public BillingCycle Next(BillingCycle cycle) => At(cycle.EndMs);

    /// <summary>The cycle before this one.</summary>
    public BillingCycle Previous(BillingCycle cycle) => At(cycle.StartMs - 1);

    /// <summary>All cycles that share an instant with [start, end), in order.</summary>
    public IEnumerable<BillingCycle> Between(long startMs, long endMs)
    {
        for (var at = startMs; at < endMs;)
        {
            var cycle = At(at);
            yield return cycle;
            at = cycle.EndMs;
        }
    }

    /// <summary>The zone whose days a cycle is divided into.</summary>
    public TimeZoneInfo ZoneOf(BillingCycle cycle) => ZoneFor(cycle.EndDay);

    /// <summary>The local day of an instant in a cycle, kept inside the cycle's days even where the zone has just changed.</summary>
    public DateOnly DayOf(BillingCycle cycle, long atMs)
    {
        var day = ZoneDays.DayOf(atMs, ZoneOf(cycle));
        return day < cycle.StartDay ? cycle.StartDay : day >= cycle.EndDay ? cycle.EndDay.AddDays(-1) : day;
    }

    private static ImmutableArray<(DateOnly Day, int Anchor)> CutsOf(
        History<int> anchor, History<string> zone, DateOnly? firstDay, out int firstAnchor)
    {
        var current = anchor.First;
        var changes = new SortedDictionary<DateOnly, int>();
        foreach (var change in anchor.Changes)
        {
            changes[ZoneDays.DayOf(change.FromMs, ZoneDays.Find(zone.At(change.FromMs)))] = change.Value;
        }

        // What was set before the account began is its first anchor, not a cut.
        foreach (var (day, value) in changes.Where(c => c.Key <= firstDay).ToArray())
        {
            current = value;
            changes.Remove(day);
        }

        firstAnchor = current;
        var cuts = ImmutableArray.CreateBuilder<(DateOnly, int)>();
        if (firstDay is { } first)
        {
            cuts.Add((first, current));
        }

        foreach (var (day, value) in changes.Where(c => firstDay is null || c.Key > firstDay))
        {
            if (value != current)
            {
                cuts.Add((day, value));
                current = value;
            }
        }

        return cuts.ToImmutable();
    }

    private static DateOnly AnchorIn(DateOnly month, int anchor) =>
        new(month.Year, month.Month, Math.Min(anchor, DateTime.DaysInMonth(month.Year, month.Month)));

    private (DateOnly? From, int Anchor, DateOnly? Until) SegmentOf(DateOnly day)
    {
        DateOnly? from = null;
        var anchor = _firstAnchor;
        foreach (var cut in _cuts)
        {
            if (cut.Day > day)
            {
                return (from, anchor, cut.Day);
            }

            (from, anchor) = cut;
        }

        return (from, anchor, null);
    }

    /// <summary>The last boundary day at or before a day.</summary>
    private DateOnly Floor(DateOnly day)
    {
        var (from, anchor, _) = SegmentOf(day);
        var boundary = AnchorIn(day, anchor);
        boundary = boundary <= day ? boundary : AnchorIn(new DateOnly(day.Year, day.Month, 1).AddMonths(-1), anchor);
        return from > boundary ? from.Value : boundary;
    }

    /// <summary>The first boundary day after a day.</summary>
    private DateOnly Following(DateOnly day)
    {
        var (_, anchor, until) = SegmentOf(day);
        var boundary = AnchorIn(day, anchor);
        boundary = boundary > day ? boundary : AnchorIn(new DateOnly(day.Year, day.Month, 1).AddMonths(1), anchor);
        return until < boundary ? until.Value : boundary;
    }

    private long InstantOf(DateOnly boundary) => ZoneDays.FirstInstantOf(boundary, ZoneFor(boundary));

    private TimeZoneInfo ZoneFor(DateOnly boundary)
    {
        var zone = _firstZone;
        foreach (var step in _zones)
        {
            zone = step.After < boundary ? step.Zone : zone;
        }

        return zone;
    }
}
