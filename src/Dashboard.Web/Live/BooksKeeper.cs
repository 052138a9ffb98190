using System.Threading.Channels;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Live;

/// <summary>
/// Keeps the books in step: derives accounts after every write, also of other processes on the same database, and tells open pages when
/// there is something new to see. Time is followed at the start, and then by a job every minute; here only while no scheduler runs.
/// </summary>
internal sealed partial class BooksKeeper(Database database, LiveUpdates live, SchedulerState scheduler, TimeProvider time, ILogger<BooksKeeper> log) : BackgroundService
{
    /// <summary>How long writes are gathered before accounts are derived: a large import pays for it a few times a second, not per commit.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <summary>How soon what another process wrote is noticed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>How soon a cycle end or a new day is noticed while no scheduler runs.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private (long Batch, long Decision) _seen = (-1, -1);
    private DateTimeOffset _rolledAt = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        database.Writer.Committed += Signal;
        try
        {
            Task<bool>? signalled = null;
            while (!stoppingToken.IsCancellationRequested)
            {
                await PassAsync(stoppingToken);
                signalled ??= _signals.Reader.WaitToReadAsync(stoppingToken).AsTask();
                await Task.WhenAny(signalled, Task.Delay(Look, time, stoppingToken));
                if (signalled.IsCompleted)
                {
                    signalled = null;
                    await Task.Delay(Pause, time, stoppingToken);
                    _signals.Reader.TryRead(out _);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            database.Writer.Committed -= Signal;
        }
    }

    private void Signal() => _signals.Writer.TryWrite(true);

    private async Task PassAsync(CancellationToken stoppingToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var isDue = now - _rolledAt >= Step && (_rolledAt == DateTimeOffset.MinValue || !scheduler.IsRunning);
            var derived = isDue
                ? await database.Books.RollForwardAsync(now.ToUnixTimeMilliseconds(), stoppingToken)
                : await database.Books.CatchUpAsync(now.ToUnixTimeMilliseconds(), stoppingToken);
            _rolledAt = isDue ? now : _rolledAt;
            var newest = await NewestAsync(stoppingToken);
            if (isDue || derived > 0 || newest != _seen)
            {
                // Only what changed: what time alone moves is the business of a job, which can be paused.
                await database.Runbook.EvaluateAsync(now.ToUnixTimeMilliseconds(), stoppingToken);
                _seen = newest;
                live.Notify();
            }
        }
#pragma warning disable CA1031 // The next pass tries again; until then every figure shows its age.
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.PassFailed(log, e);
        }
    }

    private async Task<(long Batch, long Decision)> NewestAsync(CancellationToken stoppingToken)
    {
        await using var db = database.CreateDbContext();
        var batch = await db.Set<ImportBatchRow>().MaxAsync(b => (long?)b.Id, stoppingToken);
        var decision = await db.Set<DecisionRow>().MaxAsync(d => (long?)d.Sequence, stoppingToken);
        return (batch ?? 0, decision ?? 0);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The books could not be brought up to date. The next pass tries again")]
        public static partial void PassFailed(ILogger logger, Exception e);
    }
}
