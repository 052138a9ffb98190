using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Meters;

/// <summary>Reads which meter pays for what.</summary>
public sealed class MetersDesk(Database database, TimeProvider time) : IDisposable
{
    /// <summary>Usage of a whole cycle is added up for the page, and open pages ask after every change: what is younger than this is told again.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private (DateOnly From, DateOnly Until, DateTimeOffset At, IReadOnlyList<MeterRow> Rows)? _last;

    /// <summary>The page as of now, or a few seconds ago; null before there are figures.</summary>
    public async Task<MetersView?> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeFigures);
        if (await OverviewRead.FiguresAsync(database, cancellationToken) is not { } figures)
        {
            return null;
        }

        var (rows, at) = await RowsAsync(figures.PeriodStart, figures.PeriodEnd, cancellationToken);
        var ledger = await MetersRead.LedgerAsync(database, figures.PeriodStart, figures.PeriodEnd, cancellationToken);
        return MetersBuilder.Build(await database.Decisions.CurrentAsync(cancellationToken), figures, ledger, rows, at) with { TakenBack = await database.Imports.TakenBackAsync(cancellationToken) };
    }

    public void Dispose() => _reading.Dispose();

    private async Task<(IReadOnlyList<MeterRow> Rows, DateTimeOffset At)> RowsAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (_last is not { } last || last.From != from || last.Until != until || (now - last.At).Duration() >= Young)
            {
                _last = last = (from, until, now, await MetersRead.RowsAsync(database, from, until, cancellationToken));
            }

            return (last.Rows, last.At);
        }
        finally
        {
            _reading.Release();
        }
    }
}
