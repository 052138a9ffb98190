using System.Collections.Concurrent;
using System.Threading.Channels;
using Dashboard.Storage.Jobs;

namespace Dashboard.Web.Jobs;

/// <summary>
/// Asks for a job at once, from anywhere in this process: there is something to do that should not wait for the schedule. Asking costs
/// nothing; what is asked for again before it began is one run, and what is asked for while it runs is one more.
/// </summary>
public sealed class JobSignals
{
    private readonly ConcurrentDictionary<(string JobId, JobCause Cause), bool> _asked = new();
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _isChanged;

    /// <summary>The product asks.</summary>
    public void Ask(string jobId) => Ask(jobId, JobCause.Product);

    /// <summary>A person asks; the run says so.</summary>
    public void AskByHand(string jobId) => Ask(jobId, JobCause.Person);

    /// <summary>Says that schedules or pauses were changed on this server, so that they are followed at once.</summary>
    public void Changed()
    {
        Volatile.Write(ref _isChanged, 1);
        _bell.Writer.TryWrite(true);
    }

    /// <summary>Whether they were changed since the last call.</summary>
    internal bool TakeChanged() => Interlocked.Exchange(ref _isChanged, 0) == 1;

    /// <summary>What was asked for since the last call.</summary>
    internal IReadOnlyList<(string JobId, JobCause Cause)> Take() => [.. _asked.Keys.Where(k => _asked.TryRemove(k, out _))];

    /// <summary>Asks again for what could not be started.</summary>
    internal void Ask(string jobId, JobCause cause)
    {
        _asked[(jobId, cause)] = true;
        _bell.Writer.TryWrite(true);
    }

    /// <summary>Waits until something is asked for, or the time is over.</summary>
    internal async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = _bell.Reader.WaitToReadAsync(over.Token).AsTask();
        var late = Task.Delay(most, time, over.Token);
        await Task.WhenAny(asked, late);
        cancellationToken.ThrowIfCancellationRequested();
        await over.CancelAsync();
        _bell.Reader.TryRead(out _);
    }
}
