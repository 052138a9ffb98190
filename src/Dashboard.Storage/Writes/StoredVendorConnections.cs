using Dashboard.Credits.Vendor;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The rows of vendor connections, each change with its audit entry, and how far each was pulled.</summary>
public sealed class StoredVendorConnections(Database database)
{
    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<VendorConnectionRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<VendorConnectionRow>().AsNoTracking().OrderBy(r => r.Name).ToListAsync(cancellationToken);
    }

    /// <summary>The connection of a number; null when there is none.</summary>
    public async Task<VendorConnectionRow?> FindAsync(int id, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<VendorConnectionRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
    }

    /// <summary>Writes a new connection, whose number its entry gets. Null when the name is taken.</summary>
    public async Task<int?> AddAsync(VendorConnectionRow row, Func<int, AuditEvent> entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(entry);
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Set<VendorConnectionRow>().AnyAsync(r => r.Name == row.Name, cancellationToken))
        {
            return null;
        }

        db.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else took the name between the look and the write.
            return null;
        }

        await AuditLog.AppendAsync(db, entry(row.Id), row.CreatedAtMs);
        await transaction.CommitAsync(CancellationToken.None);
        return row.Id;
    }

    /// <summary>Changes key, reports and whether it is pulled; name, kind and address stay. False when it is gone.</summary>
    public async Task<bool> ChangeAsync(VendorConnectionRow row, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db,
            async () => await db.Set<VendorConnectionRow>().Where(r => r.Id == row.Id).ExecuteUpdateAsync(
                s => s.SetProperty(r => r.KeyProtected, row.KeyProtected).SetProperty(r => r.KeyShown, row.KeyShown).SetProperty(r => r.Reports, row.Reports).SetProperty(r => r.Enabled, row.Enabled),
                cancellationToken) == 1,
            entry, nowMs, cancellationToken);
    }

    /// <summary>Whether a seat's money comes, or once came, from one of its reports: then its figures are part of the books.</summary>
    public async Task<bool> IsPostingAsync(int id, CancellationToken cancellationToken = default) =>
        (await database.Decisions.CurrentAsync(cancellationToken)).MoneySources.Values.Any(h => h.Changes.Any(c => c.Value?.ConnectionId == id));

    /// <summary>Removes a connection with its key and all it brought. False when it is gone already, or a seat's money comes from it.</summary>
    public async Task<bool> RemoveAsync(int id, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        if (await IsPostingAsync(id, cancellationToken))
        {
            return false;
        }

        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db,
            async () =>
            {
                await db.Set<VendorDayRow>().Where(r => r.ConnectionId == id).ExecuteDeleteAsync(cancellationToken);
                await db.Set<VendorMarkRow>().Where(r => r.ConnectionId == id).ExecuteDeleteAsync(cancellationToken);
                await db.Set<VendorLimitRow>().Where(r => r.ConnectionId == id).ExecuteDeleteAsync(cancellationToken);
                await db.Set<VendorPullRow>().Where(r => r.ConnectionId == id).ExecuteDeleteAsync(cancellationToken);
                return await db.Set<VendorConnectionRow>().Where(r => r.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
            },
            entry, nowMs, cancellationToken);
    }

    /// <summary>Says how a pull went. Nothing when the connection is gone.</summary>
    public Task NoteAsync(VendorPullRow pull, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pull);
        return database.Writer.RunAloneAsync(
            async job => await job.Tables.ExecuteAsync(
                """
                INSERT INTO vendor_pull (connection_id, report, started_at_ms, done_at_ms, refreshed_at_ms, skew_ms, problem, rows_read, issues, issues_json)
                SELECT id, @report, @started, @done, @refreshed, @skew, @problem, @rows, @issues, @json FROM vendor_connection WHERE id = @connection
                ON CONFLICT (connection_id, report) DO UPDATE SET started_at_ms = excluded.started_at_ms, done_at_ms = excluded.done_at_ms, refreshed_at_ms = excluded.refreshed_at_ms, skew_ms = excluded.skew_ms,
                  problem = excluded.problem, rows_read = excluded.rows_read, issues = excluded.issues, issues_json = excluded.issues_json
                """,
                ("@connection", pull.ConnectionId), ("@report", pull.Report), ("@started", pull.StartedAtMs), ("@done", pull.DoneAtMs), ("@refreshed", pull.RefreshedAtMs), ("@skew", pull.SkewMs),
                ("@problem", pull.Problem), ("@rows", pull.RowsRead), ("@issues", pull.Issues), ("@json", pull.IssuesJson)) == 1,
            cancellationToken);
    }

    /// <summary>Writes the spend limits as read; those that were not named are gone when the list was whole.</summary>
    public Task WriteLimitsAsync(int connectionId, IReadOnlyList<VendorSpendLimit> limits, bool isWhole, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return database.Writer.RunAloneAsync(
            async job =>
            {
                if ((await job.Tables.QueryAsync("SELECT id FROM vendor_connection WHERE id = @connection", r => r.GetInt32(0), ("@connection", connectionId))).Count == 0)
                {
                    return false;
                }

                if (isWhole)
                {
                    await job.Tables.ExecuteAsync("DELETE FROM vendor_limit WHERE connection_id = @connection", ("@connection", connectionId));
                }

                foreach (var limit in limits)
                {
                    await job.Tables.ExecuteAsync(
                        """
                        INSERT INTO vendor_limit (connection_id, user_id, period, email, amount_nano, source, spent_nano, pulled_at_ms) VALUES (@connection, @user, @period, @email, @amount, @source, @spent, @now)
                        ON CONFLICT (connection_id, user_id, period) DO UPDATE SET email = excluded.email, amount_nano = excluded.amount_nano, source = excluded.source, spent_nano = excluded.spent_nano, pulled_at_ms = excluded.pulled_at_ms
                        """,
                        ("@connection", connectionId), ("@user", limit.UserId), ("@period", limit.Period), ("@email", limit.Email), ("@amount", limit.Amount?.Value), ("@source", limit.Source), ("@spent", limit.SpentToDate.Value), ("@now", nowMs));
                }

                return true;
            },
            cancellationToken);
    }
}
