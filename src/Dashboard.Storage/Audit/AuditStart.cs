using System.Globalization;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Audit;

/// <summary>The begin of a trail. A database that had decisions before it had a trail gets an entry for each, behind a mark that says so.</summary>
internal static class AuditStart
{
    public const string Kind = "audit-started";

    public static async Task EnsureAsync(DatabaseOptions options, long nowMs, CancellationToken cancellationToken)
    {
        await using var sql = await Sql.OpenAsync(options, cancellationToken);
        if (await IsStartedAsync(sql))
        {
            return;
        }

        await sql.BeginWriteAsync(cancellationToken);
        if (sql.IsPostgres)
        {
            await sql.ExecuteAsync("LOCK TABLE audit_head IN EXCLUSIVE MODE");
        }

        if (await IsStartedAsync(sql))
        {
            return;
        }

        await sql.InsertAsync("audit_head", "id, sequence, hash", [[1, 0L, AuditChain.Genesis]]);
        var organisation = Organisation.None;
        var drafts = new List<AuditDraft>();
        foreach (var (decision, payload) in await DecisionLog.AllAsync(sql))
        {
            drafts.Add(DecisionAudit.Of(decision, organisation, null, payload));
            organisation = OrganisationFold.Apply(organisation, decision);
        }

        drafts.Insert(0, new AuditDraft(nowMs, Kind, "organisation", "drawdown", After: string.Create(CultureInfo.InvariantCulture, $"{{\"decisionsBefore\":{drafts.Count}}}")));
        await AuditWriter.AppendAsync(sql, drafts);
        await sql.CommitAsync();
    }

    /// <summary>A trail that lost its head has started: it must not start again over what is left.</summary>
    private static async Task<bool> IsStartedAsync(Sql sql) =>
        await sql.FirstAsync("SELECT (SELECT COUNT(*) FROM audit_head) + (SELECT COUNT(*) FROM (SELECT 1 FROM audit_entry LIMIT 1) e)", r => r.GetInt64(0)) > 0;
}
