using Dashboard.Credits.Cycles;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>
/// Goes through a cycle again, evaluated whenever life would have been: after usage arrived, after a decision, at the begin of a day. What was known
/// at each instant decides; while usage stayed away nothing is decided, as in life. Reads only, and sends nothing.
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
        var parts = (await DryRunShares.ReadAsync(sql, request.CycleStart, nowMs)).Where(p => IsSeen(p.SeatId, request, organisation, nowMs)).ToList();
        if (accounts.Count + parts.Count == 0)
        {
            return DryRun.None;
        }

        var from = accounts.Select(a => a.StartMs).Concat(parts.Select(p => p.StartMs)).Min();
        var until = Math.Min(nowMs + 1, accounts.Select(a => a.EndMs).Concat(parts.Select(p => p.EndMs)).Max());
        var past = new DryRunPast((await DecisionLog.AllAsync(sql)).Select(d => d.Decision), organisation, request, from);
        var stages = past.Stages();
        if (accounts.Count == 0 && !DryRunShares.AreWatched(stages))
        {
            return DryRun.None;
        }

        var arrives = request.Arrival is DryRunArrival.AsItArrived;
        var usage = await DryRunUsage.ReadAsync(sql, organisation, arrives, from, until);
        var feed = await DryRunFeed.ReadAsync(sql, past, arrives, from, until);
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(from));
        var history = await DryRunHistory.ReadAsync(sql, usage, zone, request.CycleStart, accounts.Select(a => a.CycleEnd).Concat(parts.Select(p => p.CycleEnd)).Max());
        var readings = new DryRunReadings(sql, past, usage, feed, history, stages, nowMs);
        var points = new List<DryRunPoint>();
        for (var i = 0; i < accounts.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            points.AddRange(await readings.OfAsync(accounts[i]));
            progress?.Report((i + 1.0) / accounts.Count);
        }

        points.AddRange(new DryRunShares(past, usage, feed, stages, nowMs).Of(parts));

        // The shared account comes after the seats' own, and what seats use of it last, as in life.
        var ordered = points.OrderBy(p => p.AtMs).ThenBy(p => p.Account.Reading.IsShare).ThenBy(p => p.Account.AccountId == Organisation.PoolAccount).ThenBy(p => p.Account.AccountId).ToList();
        var recipients = await Recipients.ReadAsync(sql, organisation);
        var dry = await new DryRunTimeline(sql, past, recipients, feed, (from, until)).RunAsync(ordered, accounts.Count);
        dry = dry with { CameLater = accounts.Sum(usage.CameLater) };
        return request.Within is not null ? dry : dry with { Messages = [.. dry.Messages.Concat(feed.Tell(recipients, from, until)).OrderBy(m => m.AtMs)] };
    }

    /// <summary>A reader of some teams goes through the seats that are in them today.</summary>
    private static bool IsSeen(int accountId, DryRunRequest request, Organisation organisation, long nowMs)
    {
        var seat = organisation.Seats.GetValueOrDefault(accountId);
        return request.Within is not { } within || (seat is not null && (seat.Email == within.Email || (seat.Team.At(nowMs) is { } team && within.Teams.Contains(team))));
    }
}
