using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Audit;

/// <summary>Reads, verifies and exports the audit trail for those who may see it.</summary>
internal sealed class AuditDesk(Database database, TimeProvider time) : IDisposable
{
    private const int PageRows = 100;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The last verification that anybody asked for since the start.</summary>
    public AuditCheck? Last { get; private set; }

    /// <exception cref="NotAllowedException">The caller may not see the trail.</exception>
    public async Task<AuditView> ReadAsync(AuditFilter filter, long? before, Caller caller, CancellationToken cancellationToken)
    {
        caller.Require(Right.SeeAudit);
        var zone = await ZoneAsync(cancellationToken);
        var entries = await database.Audit.ReadAsync(filter.ToQuery(zone), before, PageRows + 1, cancellationToken);
        return new AuditView(
            [.. entries.Take(PageRows)], entries.Count > PageRows ? entries[PageRows - 1].Sequence : null,
            await database.Audit.HeadAsync(cancellationToken), await database.Audit.KindsAsync(cancellationToken), zone, time.GetUtcNow());
    }

    /// <summary>Verifies the whole trail; one verification at a time in this process.</summary>
    public async Task<AuditCheck> VerifyAsync(Caller caller, IProgress<long> progress, CancellationToken cancellationToken)
    {
        caller.Require(Right.SeeAudit);
        await _one.WaitAsync(cancellationToken);
        try
        {
            return Last = new AuditCheck(await database.Audit.VerifyAsync(progress, cancellationToken), time.GetUtcNow());
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The entries for a file, oldest first. That they were taken is an entry itself, written before the first of them goes out.</summary>
    public async Task<IAsyncEnumerable<AuditEntry>> ExportAsync(AuditFilter filter, Caller caller, CancellationToken cancellationToken)
    {
        caller.Require(Right.SeeAudit);
        caller.Require(Right.Export);
        var query = filter.ToQuery(await ZoneAsync(cancellationToken));
        var rows = await database.Audit.CountAsync(query, cancellationToken);
        await database.Audit.AppendAsync(AuditEvent.OfExport(caller.Actor, "audit", rows, filter.Parts), time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        return database.Audit.AllAsync(query, cancellationToken);
    }

    public void Dispose() => _one.Dispose();

    private async Task<TimeZoneInfo> ZoneAsync(CancellationToken cancellationToken) =>
        ZoneDays.Find((await database.Decisions.CurrentAsync(cancellationToken)).Rules.Zone.At(time.GetUtcNow().ToUnixTimeMilliseconds()));
}
