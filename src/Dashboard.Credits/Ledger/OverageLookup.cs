using Dashboard.Credits.Overage;
using Dashboard.Credits.Seats;

namespace Dashboard.Credits.Ledger;

/// <summary>Overage settings and activity of the seats of one account; the last answer is kept, as time only moves forward.</summary>
internal sealed class OverageLookup
{
    private readonly AccountSetup _setup;
    private readonly Dictionary<int, Seat>? _seats;
    private OverageSetting _setting;
    private long _settingFromMs = long.MaxValue;
    private long _settingUntilMs = long.MinValue;

    public OverageLookup(AccountSetup setup)
    {
        _setup = setup;
        if (setup.IsPool)
        {
            _seats = setup.Seats.ToDictionary(s => s.Id);
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

    /// <summary>Whether a seat may draw in a cycle of the account: not before its first day, and until the end of the cycle in which it ended.</summary>
    public bool IsActive(int seatId, long atMs, CycleTerms terms)
    {
        if (_seats is null || seatId == 0)
        {
            return terms.Active;
        }

        return _seats.TryGetValue(seatId, out var seat)
            && !(terms.Cycle.StartDay >= seat.ActiveUntil)
            && (terms.Cycle.StartDay >= seat.ActiveFrom || _setup.Calendar.DayOf(terms.Cycle, atMs) >= seat.ActiveFrom);
    }
}
