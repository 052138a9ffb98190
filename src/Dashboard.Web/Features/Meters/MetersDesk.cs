using Dashboard.Storage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Meters;

/// <summary>Reads which meter pays for what.</summary>
public sealed class MetersDesk(Database database, TimeProvider time) : IDisposable
{
    /// <summary>Usage of a whole cycle is added up for the page, and open pages ask after every change: what is younger than this is told again.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private Reading? _last;

    /// <summary>The page as of now, or a few seconds ago; null before there are figures.</summary>
    public async Task<MetersView?> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeFigures);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        if (await NewestAsync(organisation.Version, cancellationToken) is not { } read)
        {
            return null;
        }

        return MetersBuilder.Build(organisation, read.Figures, read.Ledger, read.Rows, read.At)
            with { TakenBack = await database.Imports.TakenBackAsync(cancellationToken) };
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>What stands beside each other on the page is read together: else usage that just arrived would be in one sum and not in the other. A decision is followed at once.</summary>
    private async Task<Reading?> NewestAsync(long version, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (_last is not { } last || last.Version != version || (now - last.At).Duration() >= Young)
            {
                if (await OverviewRead.FiguresAsync(database, cancellationToken) is not { } figures)
                {
                    return null;
                }

                var ledger = await MetersRead.LedgerAsync(database, figures.PeriodStart, figures.PeriodEnd, cancellationToken);
                _last = last = new Reading(figures, ledger, await MetersRead.RowsAsync(database, figures.PeriodStart, figures.PeriodEnd, cancellationToken), version, now);
            }

            return last;
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Reading(OrganisationFigures Figures, PeriodLedger Ledger, IReadOnlyList<MeterRow> Rows, long Version, DateTimeOffset At);
}
