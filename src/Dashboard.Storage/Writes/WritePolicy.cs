using System.Collections.Frozen;
using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Writes;

/// <summary>The organisation's decisions that turn an observation into a row, as they stand at one version.</summary>
internal sealed class WritePolicy
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly Dictionary<string, ModelPrices> _prices = new(StringComparer.Ordinal);
    private (long Start, long End, int Day) _lastDay = (0, 0, 0);
    private (string? Email, string? Repository, string? Workflow, ImmutableSortedDictionary<string, string>? Tags) _lastAsked;
    private IReadOnlyList<Identity> _lastStated = [];

    public required long Version { get; init; }

    public required PriceBook Book { get; init; }

    public required Ratio Contract { get; init; }

    public required PoolRules Rules { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required IdentityMap Identities { get; init; }

    public required FrozenDictionary<int, SourceTerms> Sources { get; init; }

    public required ImmutableDictionary<int, History<VendorMoney?>> Money { get; init; }

    /// <summary>
    /// The seat of an event: whom its identities say; without an e-mail, whoever the source was assigned to at that instant. 0 is unassigned; with a minus the usage of a seat
    /// for which a report of the vendor posts instead.
    /// Source: docs/identities.md.
    /// </summary>
    public int SeatOf(int sourceId, UsageRecord effective, long atMs) =>
        PostingOrNot(
            Identities.IsEmpty ? SeatByEmail(sourceId, effective.SeatEmail, atMs)
            : Identities.SeatOf(StatedBy(effective), atMs) ?? (effective.SeatEmail is null ? Sources[sourceId].SeatAt(atMs) : 0), atMs);

    /// <summary>The report that posts for a seat at an instant; null for its known requests.</summary>
    public VendorMoney? MoneyOf(int seatId, long atMs) => Money.TryGetValue(seatId, out var history) ? history.At(atMs) : null;

    /// <summary>The seat by the stated e-mail alone; without one, that of the source.</summary>
    public int SeatByEmail(int sourceId, string? email, long atMs) =>
        email is null ? Sources[sourceId].SeatAt(atMs)
        : Identities.SeatIds.TryGetValue(email, out var seat) ? seat
        : Identities.IsEmpty ? 0
        : Identities.AssignedTo(new Identity(IdentityKind.Email, email), atMs) ?? 0;

    /// <summary>The same with one more source.</summary>
    public WritePolicy WithSource(int id, SourceTerms terms) => With(Identities, Sources.Append(KeyValuePair.Create(id, terms)).ToFrozenDictionary());

    /// <summary>The same with other names and sources.</summary>
    public WritePolicy With(IdentityMap identities, FrozenDictionary<int, SourceTerms> sources) => new()
    {
        Version = Version,
        Book = Book,
        Contract = Contract,
        Rules = Rules,
        Zone = Zone,
        Identities = identities,
        Money = Money,
        Sources = sources,
    };

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

    /// <summary>With a minus, a seat's usage does not post: a report of the vendor does instead.</summary>
    private int PostingOrNot(int seatId, long atMs) => Money.IsEmpty || seatId == 0 || MoneyOf(seatId, atMs) is null ? seatId : -seatId;

    /// <summary>Neighbours mostly state the same.</summary>
    private IReadOnlyList<Identity> StatedBy(UsageRecord effective)
    {
        if (_lastAsked.Email != effective.SeatEmail || _lastAsked.Repository != effective.Repository || _lastAsked.Workflow != effective.Workflow || !ReferenceEquals(_lastAsked.Tags, effective.Tags))
        {
            _lastAsked = (effective.SeatEmail, effective.Repository, effective.Workflow, effective.Tags);
            _lastStated = StatedIdentities.Of(effective);
        }

        return _lastStated;
    }
}
