using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Meters;

/// <summary>Reads which meter pays for what.</summary>
public sealed class MetersDesk(Database database, TimeProvider time)
{
    /// <summary>The page as of now; null before there are figures.</summary>
    public async Task<MetersView?> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.SeeFigures);
        return await OverviewRead.FiguresAsync(database, cancellationToken) is { } figures
            ? MetersBuilder.Build(
                await database.Decisions.CurrentAsync(cancellationToken), figures, await MetersRead.RowsAsync(database, figures.PeriodStart, figures.PeriodEnd, cancellationToken), time.GetUtcNow())
            : null;
    }
}
