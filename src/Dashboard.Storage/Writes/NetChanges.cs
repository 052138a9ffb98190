using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dashboard.Credits.Money;
using Dashboard.Storage.Imports;

namespace Dashboard.Storage.Writes;

/// <summary>What a transaction changes for each seat and day, all in all: for a preview.</summary>
internal sealed class NetChanges
{
    private static readonly DateOnly Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch);

    private readonly Dictionary<(long Seat, long Day), (long Events, long Unpriced, long Cost)> _sums = [];

    public void Add(long seat, long day, int events, long? cost)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (seat, day), out _);
        sum = (sum.Events + events, sum.Unpriced + (cost is null ? events : 0), sum.Cost + (cost ?? 0));
    }

    /// <summary>By seat and day; what comes to nothing is left out.</summary>
    public ImmutableArray<ImportChange> ToChanges() =>
    [
        .. _sums.Where(s => s.Value != default).OrderBy(s => s.Key)
            .Select(s => new ImportChange((int)s.Key.Seat, Epoch.AddDays((int)s.Key.Day), s.Value.Events, s.Value.Unpriced, new Nanodollars(s.Value.Cost))),
    ];
}
