using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Ingestion.AdminApi;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Dashboard.Web.Features.Sample;
using Dashboard.Web.Jobs;
using Dashboard.Web.Security;
using Dashboard.Web.Vendor;

namespace Dashboard.Web.Features.VendorReports;

/// <summary>The page of vendor reports.</summary>
public sealed class VendorReportsDesk(VendorConnections connections, VendorPuller puller, Database database, JobSignals signals, SchedulerState scheduler, IConfiguration configuration, TimeProvider time)
{
    /// <summary>Days that the figures of the page sum up.</summary>
    public const int ShownDays = 30;

    private const int MostShown = 50;

    /// <summary>Whether this is the sample organisation, whose usage no vendor counts.</summary>
    public bool IsSample => configuration.IsSample();

    private const string Unreadable = "The connection is gone, or its key cannot be read with the keys of this data directory.";

    /// <summary>Connections, how far each report was pulled, and what it says; amounts only for who may see figures.</summary>
    /// <exception cref="NotAllowedException">The caller may not manage sources.</exception>
    public async Task<VendorReportsView> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        var seesFigures = caller.Access.Can(Right.SeeFigures);
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var lines = await connections.ListAsync(cancellationToken);
        var names = lines.ToDictionary(l => l.Id, l => l.Name);
        var pulls = (await database.VendorReport.PullsAsync(cancellationToken)).ToDictionary(p => (p.ConnectionId, p.Report));
        var days = await database.VendorReport.DaysAsync(today.AddDays(1 - ShownDays), today.AddDays(1), cancellationToken);
        var byReport = days.ToLookup(d => (d.ConnectionId, (int)d.Report));
        var unassigned = days.Where(d => d.SeatId == 0 && names.ContainsKey(d.ConnectionId)).GroupBy(d => (d.ConnectionId, d.Report, d.Actor))
            .Select(g => new VendorUnassigned(names[g.Key.ConnectionId], (VendorReads)(1 << (int)g.Key.Report), g.Key.Actor, Cost(g, seesFigures), g.Sum(d => d.Tokens.Sum)))
            .OrderByDescending(u => u.Cost ?? Nanodollars.Zero).ThenByDescending(u => u.Tokens).ThenBy(u => u.Actor, StringComparer.Ordinal).ToList();
        var limits = seesFigures ? await database.VendorReport.LimitsAsync(cancellationToken) : [];
        var issues = pulls.Values.Where(p => p.IssuesJson is not null && names.ContainsKey(p.ConnectionId)).SelectMany(p => (JsonSerializer.Deserialize<AdminIssue[]>(p.IssuesJson!) ?? [])
            .Select(i => new VendorIssueLine(names[p.ConnectionId], Name(p.Report), i.Field, i.Reason))).ToList();
        return new VendorReportsView(
            now, lines,
            [.. lines.SelectMany(l => VendorWords.Of(l.Kind).Where(r => l.Reads.HasFlag(r)).Select(r => Line(l, r, pulls.GetValueOrDefault((l.Id, VendorWords.NumberOf(r))), [.. byReport[(l.Id, VendorWords.NumberOf(r))]], seesFigures)))],
            [.. unassigned.Take(MostShown)], unassigned.Count,
            [.. limits.OrderByDescending(IsNear).ThenByDescending(l => l.SpentNano).Take(MostShown).Select(Limit)], limits.Count,
            [.. issues.Take(MostShown)], pulls.Values.Where(p => names.ContainsKey(p.ConnectionId)).Sum(p => p.Issues));
    }

    /// <summary>Makes a connection. What is wrong, or null.</summary>
    /// <exception cref="NotAllowedException">The caller may not manage sources.</exception>
    public async Task<string?> AddAsync(VendorDraft draft, Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        var problem = await connections.AddAsync(draft, caller.Actor, Now(), cancellationToken);
        if (problem is null)
        {
            signals.AskByHand(JobIds.VendorReports);
        }

        return problem;
    }

    /// <summary>Changes key, reports and whether it is pulled. What is wrong, or null.</summary>
    /// <exception cref="NotAllowedException">The caller may not manage sources.</exception>
    public Task<string?> ChangeAsync(int id, VendorDraft draft, Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        return connections.ChangeAsync(id, draft, caller.Actor, Now(), cancellationToken);
    }

    /// <summary>Removes a connection with its key and its figures. What stands against it, or null.</summary>
    /// <exception cref="NotAllowedException">The caller may not manage sources.</exception>
    public async Task<string?> RemoveAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        return await connections.RemoveAsync(id, caller.Actor, Now(), cancellationToken) || !await connections.IsPostingAsync(id, cancellationToken) ? null
            : "The money of a seat comes, or came, from this connection, so its figures are part of the books. Turn it off instead.";
    }

    /// <summary>Asks the vendor for a little of each report, now: what stands in the way of each, or null.</summary>
    /// <exception cref="NotAllowedException">The caller may not manage sources.</exception>
    public async Task<IReadOnlyList<(string Report, string? Problem)>> TestAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        if (await connections.FindAsync(id, cancellationToken) is not { } connection)
        {
            return [("", Unreadable)];
        }

        var said = new List<(string Report, string? Problem)>();
        foreach (var one in VendorWords.Of(connection.Kind).Where(r => connection.Reads.HasFlag(r)))
        {
            said.Add((VendorWords.Name(one), await puller.TryAsync(connection, one, cancellationToken)));
        }

        await database.Audit.AppendAsync(VendorConnections.Tested(id, connection.Name, said.TrueForAll(s => s.Problem is null), caller.Actor), Now(), CancellationToken.None);
        return said;
    }

    /// <summary>Pulls all connections as soon as no pull runs. What is wrong, or null.</summary>
    /// <exception cref="NotAllowedException">The caller may not manage sources.</exception>
    public async Task<string?> PullNowAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        if (!scheduler.IsRunning)
        {
            return scheduler.Problem;
        }

        await database.Audit.AppendAsync(new AuditEvent("job-run-asked", "job:" + JobIds.VendorReports, caller.Actor), Now(), cancellationToken);
        signals.AskByHand(JobIds.VendorReports);
        return null;
    }

    private static VendorReportLine Line(VendorConnectionLine connection, VendorReads one, VendorPullRow? pull, IReadOnlyList<VendorSeatDay> days, bool seesFigures) => new(
        connection.Id, connection.Name, one, pull?.DoneAtMs, pull?.RefreshedAtMs, pull?.RowsRead ?? 0,
        connection.IsReadable ? pull?.Problem : "The key cannot be read with the keys of this data directory. Enter it again.",
        pull?.Issues ?? 0, pull?.SkewMs ?? 0, Cost(days, seesFigures), Cost(days.Where(d => d.SeatId == 0), seesFigures && days.Any(d => d.Cost is not null)),
        days.Where(d => d.IsProvisional).Select(d => (DateOnly?)d.Day).Min());

    private static Nanodollars? Cost(IEnumerable<VendorSeatDay> days, bool seesFigures)
    {
        var amounts = days.Where(d => d.Cost is not null).Select(d => d.Cost!.Value).ToList();
        return seesFigures && amounts.Count > 0 ? amounts.Sum() : null;
    }

    /// <summary>A share of its limit, in thousandths; limits of nothing first, unlimited ones last.</summary>
    private static long IsNear(VendorLimitRow row) => row.AmountNano switch { null => -1, 0 => long.MaxValue, var most => (long)((Int128)row.SpentNano * 1_000 / most.Value) };

    private static VendorLimitLine Limit(VendorLimitRow row) => new(
        row.Email ?? row.UserId, row.AmountNano is { } nano ? new Nanodollars(nano) : null, new Nanodollars(row.SpentNano), row.Period,
        row.Source switch { "user" => "set for the person", "seat_tier" => "by plan", "rbac_group" => "by group", "organization" => "by organisation", var other => other.Replace('_', ' ') });

    private static string Name(int report) => VendorWords.Name(report == 0 ? VendorReads.SpendLimits : (VendorReads)(1 << report));

    private static void Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageSources);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
