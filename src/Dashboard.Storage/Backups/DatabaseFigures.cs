using Dashboard.Storage.Books;

namespace Dashboard.Storage.Backups;

/// <summary>What a database holds in a few figures: a copy that has the same is the same in all that cannot be derived again.</summary>
/// <param name="Events">Usage events.</param>
/// <param name="CostNano">Their cost, nanodollars.</param>
/// <param name="Tokens">Their input and output tokens.</param>
/// <param name="Identities">Identity keys.</param>
/// <param name="Decisions">Decisions.</param>
/// <param name="AuditSequence">The last entry of the audit trail.</param>
/// <param name="AuditHash">Its hash, which stands for all entries before it.</param>
public sealed record DatabaseFigures(long Events, long CostNano, long Tokens, long Identities, long Decisions, long AuditSequence, string AuditHash)
{
    /// <summary>Of one instant.</summary>
    public static async Task<DatabaseFigures> ReadAsync(DatabaseOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var sql = await Sql.OpenAsync(options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        return await ReadAsync(sql);
    }

    /// <summary>Requires that a restored backup holds the same.</summary>
    /// <exception cref="DatabaseException">It does not.</exception>
    public void RequireIn(DatabaseFigures restored)
    {
        if (this != restored)
        {
            throw new DatabaseException($"The restored backup does not hold what was backed up, so it is not kept. Backed up: {this}. Restored: {restored}.");
        }
    }

    internal static async Task<DatabaseFigures> ReadAsync(Sql sql)
    {
        var (events, cost, tokens) = await sql.FirstAsync(
            "SELECT COUNT(*), CAST(COALESCE(SUM(cost_nano), 0) AS BIGINT), CAST(COALESCE(SUM(input_tokens + output_tokens), 0) AS BIGINT) FROM usage_event",
            r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)));
        var (sequence, hash) = await sql.FirstAsync("SELECT sequence, hash FROM audit_head WHERE id = 1", r => (r.GetInt64(0), Convert.ToHexStringLower(r.GetFieldValue<byte[]>(1))));
        return new DatabaseFigures(
            events, cost, tokens,
            await sql.FirstAsync("SELECT COUNT(*) FROM usage_identity", r => r.GetInt64(0)),
            await sql.FirstAsync("SELECT COUNT(*) FROM decision", r => r.GetInt64(0)),
            sequence, hash ?? "");
    }
}
