using Dashboard.Storage;
using Dashboard.Storage.Doctor;
using Dashboard.Web.Live;

namespace Dashboard.Web.Features.Health;

/// <summary>Lets the doctor make a round a day, when nothing was written for a while; when there is no such moment for a day, without one.</summary>
internal sealed partial class DailyDoctor(Database database, LiveUpdates live, TimeProvider time, ILogger<DailyDoctor> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);
    private static readonly TimeSpan Latest = TimeSpan.FromDays(2);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private long _writtenAtMs;

    /// <summary>Makes a round when one is due. The round, or null.</summary>
    public async Task<DoctorRound?> StepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var last = await DoctorRounds.LastAsync(database, cancellationToken);
        var age = last is null ? Every : now - DateTimeOffset.FromUnixTimeMilliseconds(last.StartedAtMs);
        var quiet = now - DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _writtenAtMs));
        if (age < Every || (quiet < Quiet && age < Latest))
        {
            return null;
        }

        var round = await DoctorRounds.RunAsync(database, time, cancellationToken);
        foreach (var finding in round.Findings)
        {
            Log.InvariantBroken(log, finding.Invariant, finding.Count);
        }

        Log.RoundEnded(log, round.Checked, round.Findings.Length, round.Joined);
        live.Notify();
        return round;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        Written();
        database.Writer.Committed += Written;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(Look, time, stoppingToken);
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            database.Writer.Committed -= Written;
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StepAsync(stoppingToken);
        }
#pragma warning disable CA1031 // The next step tries again; that no round was made is on the health page.
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.RoundFailed(log, e);
        }
    }

    private void Written() => Interlocked.Exchange(ref _writtenAtMs, time.GetUtcNow().ToUnixTimeMilliseconds());

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An invariant does not hold in {Count} places: {Invariant} Run `dashboard doctor` for examples")]
        public static partial void InvariantBroken(ILogger logger, string invariant, long count);

        [LoggerMessage(2, LogLevel.Information, "The doctor verified {Invariants} invariants: {Broken} do not hold, {Joined} identities were joined")]
        public static partial void RoundEnded(ILogger logger, int invariants, int broken, long joined);

        [LoggerMessage(3, LogLevel.Error, "The doctor's round failed. The next minute tries again")]
        public static partial void RoundFailed(ILogger logger, Exception e);
    }
}
