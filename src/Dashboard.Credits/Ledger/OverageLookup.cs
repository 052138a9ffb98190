using Dashboard.Credits.Cycles;
using Dashboard.Credits.Overage;

namespace Dashboard.Credits.Ledger;

/// <summary>Overage settings and activity of the seats of one account; the last answer is kept, as time only moves forward.</summary>
internal sealed class OverageLookup
{
    private readonly AccountSetup _setup;
    private readonly Dictionary<int, (long FromMs, long UntilMs, OverageHistory Overage)>? _seats;
    private OverageSetting _setting;
    private long _settingFromMs = long.MaxValue;
    private long _settingUntilMs = long.MinValue;

    public OverageLookup(AccountSetup setup)
    {
        _setup = setup;
        if (setup.IsPool)
        {
            _seats = setup.Seats.ToDictionary(s => s.Id, s => (FirstInstantOf(s.ActiveFrom), FirstInstantOf(s.ActiveUntil), s.Overage));
        }
    }

    public OverageSetting At(int seatId, long atMs)
    {
        if (_seats is not null)
        {
            return seatId == 0 ? _setup.Rules.PoolOverage.At(atMs)
                : _seats.TryGetValue(seatId, out var seat) ? seat.Overage.At(atMs)
                : OverageSetting.Off;
        }

        if (atMs < _settingFromMs || atMs >= _settingUntilMs)
        {
            _setting = _setup.Seat.Overage.At(atMs, out _settingUntilMs);
            _settingFromMs = atMs;
        }

        return _setting;
    }

    /// <summary>Whether a seat may draw in a cycle of the account: not before its first instant, and until the end of the cycle in which it ended.</summary>
    public bool IsActive(int seatId, long atMs, CycleTerms terms) =>
        _seats is null ? terms.Active
        : seatId == 0 || (_seats.TryGetValue(seatId, out var seat) && atMs >= seat.FromMs && terms.Cycle.StartMs < seat.UntilMs);

    private long FirstInstantOf(DateOnly? day)
    {
        if (day is not { } known)
        {
            return long.MaxValue;
        }

        var midnight = new DateTimeOffset(known, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return ZoneDays.FirstInstantOf(known, ZoneDays.Find(_setup.Rules.Zone.At(midnight)));
    }
}
