using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>
/// Goes through a cycle again, as if the runbook had been evaluated after every event: events by their instants, decisions by when they were
/// made, projections once a day at its begin. Reads only, and sends nothing.
/// </summary>
public static class DryRunner
{
    /// <summary>What would have been decided, told and answered.</summary>
    /// <param name="database">The database.</param>
    /// <param name="request">Which cycle, with which runbook.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC: a running cycle is gone through until now.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops between two accounts.</param>
    public static async Task<DryRun> RunAsync(Database database, DryRunRequest request, long nowMs, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(request);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        var accounts = (await DryRunAccount.ReadAsync(sql, request.CycleStart, nowMs)).Where(a => IsSeen(a.Id, request, organisation, nowMs)).ToList();
        var past = new DryRunPast((await DecisionLog.AllAsync(sql)).Select(d => d.Decision), organisation, request);
        var stages = past.Stages();
        var shares = new DryRunShares(sql, past, stages, nowMs);
        var parts = (await shares.ReadAsync(request.CycleStart)).Where(p => IsSeen(p.SeatId, request, organisation, nowMs)).ToList();
        if (accounts.Count + parts.Count == 0)
        {
            return DryRun.None;
        }

        var last = accounts.Select(a => a.CycleEnd).Concat(parts.Select(p => p.CycleEnd)).Max();
        var history = stages.Any(s => s.Kind is StageKind.ProjectedToExhaust) ? await DryRunHistory.ReadAsync(sql, request.CycleStart, last) : null;
        var readings = new DryRunReadings(sql, past, history, stages, await DryRunReadings.DaysAsync(sql, request.CycleStart, last), nowMs);
        var points = new List<DryRunPoint>();
        for (var i = 0; i < accounts.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            points.AddRange(await readings.OfAsync(accounts[i]));
            progress?.Report((i + 1.0) / accounts.Count);
        }

        points.AddRange(await shares.OfAsync(parts));
        var ordered = points.OrderBy(p => p.AtMs).ThenBy(p => p.Account.AccountId).ToList();
        return await new DryRunTimeline(sql, past, await Recipients.ReadAsync(sql, organisation), Math.Min(nowMs + 1, accounts.Select(a => a.EndMs).Concat(parts.Select(p => p.EndMs)).Max())).RunAsync(ordered, accounts.Count);
    }

    /// <summary>A reader of some teams goes through the seats that are in them today.</summary>
    private static bool IsSeen(int accountId, DryRunRequest request, Organisation organisation, long nowMs)
    {
        var seat = organisation.Seats.GetValueOrDefault(accountId);
        return request.Within is not { } within || (seat is not null && (seat.Email == within.Email || (seat.Team.At(nowMs) is { } team && within.Teams.Contains(team))));
    }
}
