using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dashboard.Storage.Audit;

/// <summary>
/// The audit trail: who did what, when, from where, and what held before. Append-only in the database itself and hash-chained;
/// decisions are written to it by their own log, everything else by whoever does it.
/// </summary>
public sealed class AuditLog(Database database)
{
    private const int MaxText = 1_000;
    private const int MaxJson = 100_000;
    private const int PageSize = 2_000;

    /// <summary>Writes an event in a transaction of its own: for what changes no row, such as a refused sign-in or an export.</summary>
    /// <returns>The entry's sequence.</returns>
    /// <exception cref="ArgumentException">The event names a person in its subject other than as <c>person:E-MAIL</c>, or is too long.</exception>
    public async Task<long> AppendAsync(AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        var draft = Draft(entry, nowMs);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginWriteAsync(cancellationToken);
        var head = await AuditWriter.AppendAsync(sql, [draft]);
        await sql.CommitAsync();
        return head.Sequence;
    }

    /// <summary>Writes an event within the open transaction of a context, so that what happened and its entry are committed together or not at all.</summary>
    /// <returns>The entry's sequence.</returns>
    /// <exception cref="InvalidOperationException">The context has no open transaction.</exception>
    public static async Task<long> AppendAsync(AppDb db, AuditEvent entry, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(db);
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("An audit entry is written in the transaction of what it tells of; begin one first.");
        await using var sql = Sql.Within(db.Database.GetDbConnection(), transaction);
        return (await AuditWriter.AppendAsync(sql, [Draft(entry, nowMs)])).Sequence;
    }

    /// <summary>The last entry now.</summary>
    public async Task<AuditHead?> HeadAsync(CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.FirstAsync("SELECT sequence, hash FROM audit_head WHERE id = 1", r => new AuditHead(r.GetInt64(0), r.GetFieldValue<byte[]>(1)));
    }

    /// <summary>Entries before a sequence (null: from the newest), newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, long? before, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await AuditReads.NewestAsync(sql, query, before ?? long.MaxValue, limit);
    }

    /// <summary>All entries that are asked for, oldest first, read as they are taken.</summary>
    public async IAsyncEnumerable<AuditEntry> AllAsync(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        long last = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await AuditReads.OldestAsync(sql, query, last, PageSize);
            foreach (var entry in page)
            {
                yield return entry;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            last = page[^1].Sequence;
        }
    }

    /// <summary>How many entries are asked for.</summary>
    public async Task<long> CountAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await AuditReads.CountAsync(sql, query);
    }

    /// <summary>Every kind that is in the trail.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync(CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.QueryAsync("SELECT DISTINCT kind FROM audit_entry ORDER BY kind", r => r.GetString(0));
    }

    /// <summary>Reads the whole trail and computes every hash again.</summary>
    public Task<AuditReport> VerifyAsync(IProgress<long>? progress = null, CancellationToken cancellationToken = default) => AuditVerifier.RunAsync(database, progress, cancellationToken);

    /// <summary>
    /// Puts a pseudonym where a person's e-mail and name stood, in every table, and removes the account. No figure changes, and the trail
    /// still verifies. Copies outside the database (backups, exports, watched folders) are their owner's to delete.
    /// </summary>
    /// <param name="email">Whose data are erased, in any case.</param>
    /// <param name="actor">Who erases; only an owner may, which the caller checks.</param>
    /// <param name="reason">Why; it stays, so it must not name the person.</param>
    /// <param name="nowMs">When, Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="DatabaseException">Refused, and nothing was changed: the person still has a role or a seat in use, or nothing names them; the message says what to do.</exception>
    public async Task<ErasureResult> EraseAsync(string email, Actor actor, string reason, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(reason);
        var person = email.Trim().ToLowerInvariant();
        if (person.Length > 254 || !person.Contains('@', StringComparison.Ordinal))
        {
            throw new DatabaseException("A person is named by an e-mail address.");
        }

        ErasureResult? result = null;
        DatabaseException? refusal = null;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                try
                {
                    result = await Erasure.RunAsync(sql, await database.Decisions.CurrentAsync(sql), person, actor, Clean(reason.Trim())!, nowMs);
                    return true;
                }
                catch (DatabaseException refused)
                {
                    refusal = refused;
                    return false;
                }
            },
            cancellationToken);
        if (refusal is not null)
        {
            throw refusal;
        }

        await ForgetPagesAsync(cancellationToken);
        return result!;
    }

    /// <summary>The log of SQLite still has the pages as they were.</summary>
    private async Task ForgetPagesAsync(CancellationToken cancellationToken)
    {
        if (database.Options.Provider == DatabaseProvider.Sqlite)
        {
            await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
            await sql.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    internal static AuditDraft Draft(AuditEvent entry, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrWhiteSpace(entry.Kind);
        ArgumentException.ThrowIfNullOrWhiteSpace(entry.Subject);
        if (entry.Before?.Length > MaxJson || entry.After?.Length > MaxJson)
        {
            throw new ArgumentException($"The details of an audit entry are longer than {MaxJson} characters.", nameof(entry));
        }

        return new AuditDraft(nowMs, Clean(entry.Kind)!, Clean(entry.Subject)!, Clean(entry.Actor.Who)!, null, Clean(entry.Before, MaxJson), Clean(entry.After, MaxJson), Clean(entry.Reason), Clean(entry.Actor.Address));
    }

    /// <summary>What strangers typed may hold anything; a trail holds one line of it.</summary>
    private static string? Clean(string? text, int most = MaxText)
    {
        if (text is null)
        {
            return null;
        }

        var cut = text.Length > most ? text[..most] : text;
        return string.Concat(cut.EnumerateRunes().Select(r => Rune.IsControl(r) ? " " : r.ToString()));
    }
}
