using System.Collections.Frozen;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>The organisation's decisions that turn an observation into a row, as they stand at one version.</summary>
internal sealed class WritePolicy
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly Dictionary<string, ModelPrices> _prices = new(StringComparer.Ordinal);
    private (long Start, long End, int Day) _lastDay = (0, 0, 0);

    public required long Version { get; init; }

    public required PriceBook Book { get; init; }

    public required Ratio Contract { get; init; }

    public required PoolRules Rules { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required FrozenDictionary<string, int> SeatByEmail { get; init; }

    public required FrozenDictionary<int, SourceTerms> Sources { get; init; }

    /// <summary>The stated e-mail decides; without one, whoever the source was assigned to at that instant. 0 is unassigned.</summary>
    public int SeatOf(int sourceId, string? email, long atMs) =>
        email is not null ? SeatByEmail.GetValueOrDefault(email) : Sources[sourceId].SeatAt(atMs);

    public Pool PoolOf(UsageRecord effective, int sourceId, long atMs) => Rules.Decide(effective, Sources[sourceId].PoolAt(atMs));

    public RatedUsage Rate(UsageRecord effective)
    {
        if (!_prices.TryGetValue(effective.Model, out var prices))
        {
            if (_prices.Count > 10_000)
            {
                _prices.Clear();
            }

            _prices.Add(effective.Model, prices = Book.For(effective.Model));
        }

        return Rater.Rate(effective, prices, Contract);
    }

    /// <summary>The organisation's day of an instant, days since 1970-01-01. Neighbours in a file are mostly of one day.</summary>
    public int DayOf(long atMs)
    {
        if (atMs < _lastDay.Start || atMs >= _lastDay.End)
        {
            var day = ZoneDays.DayOf(atMs, Zone);
            _lastDay = (ZoneDays.FirstInstantOf(day, Zone), ZoneDays.FirstInstantOf(day.AddDays(1), Zone), day.DayNumber - EpochDay);
        }

        return _lastDay.Day;
    }
}
