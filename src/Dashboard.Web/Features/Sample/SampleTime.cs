using Dashboard.Credits.Cycles;
using Dashboard.Credits.Seats;

namespace Dashboard.Web.Features.Sample;

/// <summary>The days of the sample, counted from the day it is made: four past cycles and one that is half over.</summary>
public sealed class SampleTime
{
    private const int DaysIntoCycle = 15;
    private const int OwnDaysIntoCycle = 12;
    private const int PastCycles = 4;
    private const int LastSafeAnchor = 28;

    private readonly Dictionary<int, CycleCalendar> _calendars = [];

    public SampleTime(DateTimeOffset now)
    {
        NowMs = now.ToUnixTimeMilliseconds();
        Today = DateOnly.FromDateTime(now.UtcDateTime);
        Anchor = Math.Min(Today.AddDays(-DaysIntoCycle).Day, LastSafeAnchor);
        OwnAnchor = Math.Min(Today.AddDays(-OwnDaysIntoCycle).Day, LastSafeAnchor);
        var cycle = CycleOf(Anchor, NowMs);
        for (var i = 0; i < PastCycles; i++)
        {
            cycle = CycleOf(Anchor, cycle.StartMs - 1);
        }

        Start = cycle.StartDay;
        StartMs = cycle.StartMs;
    }

    /// <summary>Now, Unix milliseconds UTC.</summary>
    public long NowMs { get; }

    /// <summary>The day of now.</summary>
    public DateOnly Today { get; }

    /// <summary>Billing day of the organisation's plans.</summary>
    public int Anchor { get; }

    /// <summary>Billing day of plans that people pay themselves.</summary>
    public int OwnAnchor { get; }

    /// <summary>First day of the books.</summary>
    public DateOnly Start { get; }

    /// <summary>Its first instant, Unix milliseconds UTC.</summary>
    public long StartMs { get; }

    /// <summary>First instant of the running cycle of the organisation's plans.</summary>
    public long CycleStartMs => CycleOf(Anchor, NowMs).StartMs;

    /// <summary>Billing day of a seat.</summary>
    public int AnchorOf(SampleSeat seat) => seat.HasOwnAnchor ? OwnAnchor : Anchor;

    /// <summary>First active day of a seat.</summary>
    public DateOnly FirstDayOf(SampleSeat seat) =>
        seat.Kind == SampleKind.Joined ? CycleOf(Anchor, NowMs).StartDay.AddDays(4) : CycleOf(AnchorOf(seat), StartMs).StartDay;

    /// <summary>The cycle of a billing day that holds an instant.</summary>
    public BillingCycle CycleOf(int anchor, long atMs)
    {
        if (!_calendars.TryGetValue(anchor, out var calendar))
        {
            _calendars.Add(anchor, calendar = new CycleCalendar(new History<int>(anchor), new History<string>("UTC")));
        }

        return calendar.At(atMs);
    }

    /// <summary>First instant of a day, Unix milliseconds UTC.</summary>
    public static long InstantOf(DateOnly day) => ZoneDays.FirstInstantOf(day, TimeZoneInfo.Utc);
}
