using System.Threading.Channels;
using Dashboard.Storage;

namespace Dashboard.Web.Features.Gate;

/// <summary>Keeps what the gate answers from up to date: at once after every write of this process, and by a look at most a second later for what other nodes did.</summary>
internal sealed partial class GateWatch(Database database, TimeProvider time, ILogger<GateWatch> log) : BackgroundService
{
    /// <summary>How soon what another node wrote is noticed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Reading all seats after each of many commits would take the machine; the last of them is never missed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private DateTimeOffset _sweptAt = DateTimeOffset.MinValue;
    private bool _isFailing;

    /// <summary>Reads now, for a caller that has just written. What goes wrong is logged: the next look tries again.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.Gate.RefreshAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
            _isFailing = false;
        }
#pragma warning disable CA1031 // The gate fails open or closed, as decided, until something can be read again.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (!_isFailing)
            {
                Log.RefreshFailed(log, e);
            }

            _isFailing = true;
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // The first caller gets an answer that rests on something.
        database.Writer.Committed += Signal;
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        database.Writer.Committed -= Signal;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        Task<bool>? signalled = null;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                signalled ??= _signals.Reader.WaitToReadAsync(stoppingToken).AsTask();
                await Task.WhenAny(signalled, Task.Delay(Look, time, stoppingToken));
                if (signalled.IsCompleted)
                {
                    signalled = null;
                    _signals.Reader.TryRead(out _);
                }

                await RefreshAsync(stoppingToken);
                await SweepAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Signal() => _signals.Writer.TryWrite(true);

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        if (now - _sweptAt < SweepEvery || _isFailing)
        {
            return;
        }

        try
        {
            await database.Reservations.SweepAsync(now.ToUnixTimeMilliseconds(), stoppingToken);
            _sweptAt = now;
        }
#pragma warning disable CA1031 // They hold nothing any more, swept or not; the next minute tries again.
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.SweepFailed(log, e);
            _sweptAt = now;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What the gate answers from could not be read. It answers from memory for a while, then it fails open or closed as decided")]
        public static partial void RefreshFailed(ILogger logger, Exception e);

        [LoggerMessage(2, LogLevel.Error, "Reservations whose time is over could not be ended. The next minute tries again")]
        public static partial void SweepFailed(ILogger logger, Exception e);
    }
}
