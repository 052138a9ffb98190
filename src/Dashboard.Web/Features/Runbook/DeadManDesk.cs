using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;

namespace Dashboard.Web.Features.Runbook;

/// <summary>How the dead man stands. Every page asks, so an answer is kept for a few seconds.</summary>
public sealed class DeadManDesk(Database database, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private (DateTimeOffset At, DeadManStatus Status)? _known;

    /// <summary>Whether usage arrives and the runbook is evaluated.</summary>
    public async Task<DeadManStatus> StatusAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        if (_known is not { } known || now - known.At >= Fresh || now < known.At)
        {
            _known = known = (now, await database.DeadMan.StatusAsync(now.ToUnixTimeMilliseconds(), cancellationToken));
        }

        return known.Status;
    }

    /// <summary>The same, with what puts its instants into words.</summary>
    public async Task<(DeadManStatus Status, DateTimeOffset Now, TimeZoneInfo Zone)> BannerAsync(CancellationToken cancellationToken = default)
    {
        var status = await StatusAsync(cancellationToken);
        var now = time.GetUtcNow();
        return (status, now, status.Speaks ? ZoneDays.Find((await database.Decisions.CurrentAsync(cancellationToken)).Rules.Zone.At(now.ToUnixTimeMilliseconds())) : TimeZoneInfo.Utc);
    }

    /// <summary>The last evaluation that succeeded, Unix milliseconds UTC; null before the first.</summary>
    public Task<long?> LastEvaluationAsync(CancellationToken cancellationToken = default) => database.Runbook.LastEvaluationAsync(cancellationToken);

    /// <summary>What was decided about it, the newest first.</summary>
    public Task<IReadOnlyList<Decision>> DecisionsAsync(CancellationToken cancellationToken = default) => database.Decisions.ReadAsync("runbook", null, 500, cancellationToken);
}
