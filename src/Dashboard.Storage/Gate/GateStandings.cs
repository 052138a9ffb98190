using System.Collections.Frozen;
using Dashboard.Credits.Admission;
using Dashboard.Credits.Ledger;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;

namespace Dashboard.Storage.Gate;

/// <summary>
/// Answers whether a seat may run now, from memory: where every seat stands is kept here, and <see cref="RefreshAsync"/> brings it up to date whenever books,
/// decisions, stages or reservations changed, on whichever node. Asking touches no database.
/// </summary>
public sealed class GateStandings(Database database) : IDisposable
{
    /// <summary>When nothing could be read for so long, what is in memory is no longer vouched for: the gate fails open or closed.</summary>
    public const long VouchedForMs = 30_000;

    /// <summary>Whether the dead man spoke is looked up so often; his windows are hours and minutes.</summary>
    private const long DeadManEveryMs = 5_000;

    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<(int AccountId, DateOnly CycleStart, string StageId), int> _crossings = [];
    private volatile GateSnapshot? _snapshot;
    private long _checkedMs = -1;
    private long _deadManMs = -1;

    /// <summary>Whether there is anything in memory to answer from.</summary>
    public bool IsReady => _snapshot is not null;

    /// <summary>The organisation that answers rest on; null before the first read.</summary>
    public Organisation? Organisation => _snapshot?.Organisation;

    /// <summary>Whether the dead man spoke when it was last looked up.</summary>
    internal bool IsDeadMan => _snapshot?.DeadMan.Speaks ?? false;

    /// <summary>The answer to a seat by e-mail, in any case. From memory; before the first read the gate knows nothing.</summary>
    /// <param name="email">The seat.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    public GateReading Ask(string email, AdmissionRequest request, long nowMs)
    {
        var asOf = Interlocked.Read(ref _checkedMs);
        var standing = _snapshot is { } snapshot && nowMs - asOf <= VouchedForMs
            ? snapshot.StandingOf(email, nowMs)
            : new AdmissionStanding { Kind = CycleKind.Enforced, Knowledge = AdmissionKnowledge.NoData, FailsOpen = _snapshot?.Organisation.Runbooks.GateFailsOpen ?? true };
        return new GateReading(Gatekeeper.Answer(standing, request, nowMs), asOf < 0 ? nowMs : asOf);
    }

    /// <summary>Reads what changed since the last time; a look at five numbers when nothing did.</summary>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Stops; what is in memory stays.</param>
    public async Task RefreshAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
            await sql.BeginReadAsync(cancellationToken);
            var version = await GateVersion.ReadAsync(sql);
            var before = _snapshot;
            var isSame = before is not null && version with { Reservations = 0 } == before.Version with { Reservations = 0 } && before.Pool?.Contains(nowMs) != false;
            var isLookedUp = _deadManMs >= 0 && nowMs >= _deadManMs && nowMs - _deadManMs < DeadManEveryMs;
            if (!isSame)
            {
                _snapshot = await ReadAsync(sql, version, before, nowMs, cancellationToken);
            }
            else if (version != before!.Version)
            {
                _snapshot = before with { Version = version, Holds = await HoldsAsync(sql) };
            }

            if (!isSame || !isLookedUp)
            {
                var status = await database.DeadMan.StatusAsync(nowMs, cancellationToken);
                _snapshot = _snapshot! with { DeadMan = status };
                _deadManMs = nowMs;
            }

            Interlocked.Exchange(ref _checkedMs, nowMs);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<GateSnapshot> ReadAsync(Sql sql, GateVersion version, GateSnapshot? before, long nowMs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var organisation = await database.Decisions.CurrentAsync(sql);
        var seats = (await GateRows.SeatsAsync(sql)).ToFrozenDictionary(s => s.SeatId, s => s.Figures);
        var pool = await GateRows.PoolAsync(sql, nowMs);
        foreach (var (account, cycle, stage, crossing) in before is null ? await GateRows.CrossingsAsync(sql, pool) : await GateRows.CrossingsAfterAsync(sql, before.Version.Crossing))
        {
            _crossings[(account, cycle, stage)] = crossing;
        }

        foreach (var ended in _crossings.Keys.Where(k => k.CycleStart < (k.AccountId == Organisation.PoolAccount ? pool : seats.GetValueOrDefault(k.AccountId))?.CycleStart).ToList())
        {
            _crossings.Remove(ended);
        }

        return new GateSnapshot
        {
            Version = version,
            Organisation = organisation,
            Seats = seats,
            Pool = pool,
            Entered = _crossings.Where(c => c.Value % 2 == 1).Select(c => c.Key).ToFrozenSet(),
            Holds = await HoldsAsync(sql),
            DeadMan = before?.DeadMan ?? DeadManStatus.Well,
        };
    }

    private static async Task<FrozenDictionary<int, GateHold[]>> HoldsAsync(Sql sql) =>
        (await GateRows.HoldsAsync(sql)).GroupBy(h => h.AccountId, h => h.Hold).ToFrozenDictionary(g => g.Key, g => g.ToArray());
}
