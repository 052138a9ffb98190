using System.Diagnostics;
using System.Threading.Channels;
using Dashboard.Storage.Postgres;
using Dashboard.Storage.Sqlite;

namespace Dashboard.Storage.Writes;

/// <summary>
/// The one writer of usage in this process. Callers hand over batches; it writes the batches of many callers in one
/// transaction and answers each after the commit. Several nodes on one PostgreSQL take turns by an advisory lock.
/// </summary>
public sealed class UsageWriter : IAsyncDisposable
{
    private const int MaxWaiting = 64;
    private const int MaxRecordsOfTransaction = 20_000;

    private readonly DatabaseOptions _options;
    private readonly Lock _gate = new();
    private readonly UsageDictionaries _dictionaries = new();
    private readonly KnownHashes _known = new();
    private Channel<Work>? _started;
    private Task _loop = Task.CompletedTask;
    private bool _isDisposed;
    private UsageTables? _tables;
    private WritePolicy? _policy;

    internal UsageWriter(DatabaseOptions options) => _options = options;

    /// <summary>Raised after a commit that changed usage, on the writer's own thread: keep it short. Which seats changed is in <c>touched_seat</c>.</summary>
    public event Action? Committed;

    /// <summary>Writes one batch; completes after it is safely committed.</summary>
    /// <exception cref="DatabaseException">It could not be written; nothing of it was.</exception>
    public async Task<WriteOutcome> WriteAsync(UsageBatch batch, CancellationToken cancellationToken = default)
    {
        var pending = new PendingWrite(batch);
        await Start().WriteAsync(new Work(pending, null), cancellationToken);
        return await pending.Done.Task;
    }

    /// <summary>Runs something else that writes, alone and in one transaction; false from it rolls everything back.</summary>
    internal async Task RunAloneAsync(Func<UsageJob, Task<bool>> job, CancellationToken cancellationToken)
    {
        var alone = new AloneWork(job, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await Start().WriteAsync(new Work(null, alone), cancellationToken);
        await alone.Done.Task;
    }

    /// <summary>Writes what is waiting, then stops.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
            return _started is null ? ValueTask.CompletedTask : new ValueTask(StopAsync(_started.Writer));
        }
    }

    /// <summary>Most runs of the tool find nothing to write: the loop starts with the first work.</summary>
    private ChannelWriter<Work> Start()
    {
        lock (_gate)
        {
            if (_started is null)
            {
                if (_isDisposed)
                {
                    throw new ChannelClosedException();
                }

                var work = _started = Channel.CreateBounded<Work>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
                _loop = Task.Run(() => RunAsync(work));
            }

            return _started.Writer;
        }
    }

    private async Task StopAsync(ChannelWriter<Work> work)
    {
        work.TryComplete();
        await _loop;
        if (_tables is { } tables)
        {
            // Whoever closes twice must not free twice what the library was given.
            _tables = null;
            await tables.DisposeAsync();
        }
    }

    private async Task RunAsync(Channel<Work> work)
    {
        try
        {
            await LoopAsync(work.Reader);
        }
        catch (Exception e)
        {
            // Only a subscriber that throws gets here. Nobody may wait for a writer that is gone.
            work.Writer.TryComplete(e);
            while (work.Reader.TryRead(out var left))
            {
                left.Pending?.Done.TrySetException(e);
                left.Alone?.Done.TrySetException(e);
            }

            throw;
        }
    }

    private async Task LoopAsync(ChannelReader<Work> work)
    {
        var group = new List<PendingWrite>();
        while (await work.WaitToReadAsync())
        {
            group.Clear();
            var records = 0;
            AloneWork? alone = null;
            while (records < MaxRecordsOfTransaction && alone is null && work.TryRead(out var next))
            {
                alone = next.Alone;
                if (next.Pending is { } pending)
                {
                    group.Add(pending);
                    records += pending.Batch.Records.Length + pending.Batch.Results.Length;
                }
            }

            await WriteGroupAsync(group);
            if (alone is not null)
            {
                await RunAsync(alone);
            }
        }
    }

    private async Task WriteGroupAsync(List<PendingWrite> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        if (await TryWriteAsync(group) is not { } failure)
        {
            return;
        }

        // One caller's batch must not fail those that happened to share its transaction.
        foreach (var single in group)
        {
            single.Tally = new BatchTally();
            if ((group.Count == 1 ? failure : await TryWriteAsync([single])) is { } own)
            {
                single.Done.TrySetException(new DatabaseException("The usage could not be written.", own));
            }
        }
    }

    /// <summary>Null after the commit, with every caller answered; else why nothing was written.</summary>
    private async Task<Exception?> TryWriteAsync(IReadOnlyList<PendingWrite> group)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await InTransactionAsync(async job =>
            {
                foreach (var write in group)
                {
                    job.RequireSource(write.Batch.SourceId);
                }

                await new UsageTransaction(job).WriteAsync(group);
                return true;
            });
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to the callers, and the writer lives on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }

        UsageMetrics.TransactionCommitted(group, started);
        foreach (var write in group)
        {
            write.Done.TrySetResult(write.Tally.ToOutcome());
        }

        Committed?.Invoke();
        return null;
    }

    private async Task RunAsync(AloneWork alone)
    {
        try
        {
            await InTransactionAsync(alone.Job);
            alone.Done.TrySetResult();
            Committed?.Invoke();
        }
#pragma warning disable CA1031 // The same.
        catch (Exception e)
#pragma warning restore CA1031
        {
            alone.Done.TrySetException(e);
        }
    }

    private async Task InTransactionAsync(Func<UsageJob, Task<bool>> job)
    {
        _tables ??= _options.Provider switch
        {
            DatabaseProvider.Sqlite => await SqliteUsageTables.OpenAsync(_options, CancellationToken.None),
            DatabaseProvider.Postgres => await PostgresUsageTables.OpenAsync(_options, CancellationToken.None),
        };
        var isCommitted = false;
        try
        {
            await _tables.BeginAsync(CancellationToken.None);
            var before = _policy;
            _policy = await PolicyReader.ReadAsync(_tables, before);
            if (before is not null && !ReferenceEquals(before, _policy))
            {
                // An erasure, of this node or another, replaces texts.
                _dictionaries.Trim(all: true);
            }

            if (await job(new UsageJob(_tables, _dictionaries, _policy) { Known = _known }))
            {
                await _tables.CommitAsync();
                isCommitted = true;
            }
            else
            {
                await _tables.RollbackAsync();
            }
        }
        catch
        {
            // A broken connection cannot roll back; the server has done so, and the next transaction starts with a new one.
            var broken = _tables;
            _tables = null;
            await broken.DisposeAsync();
            throw;
        }
        finally
        {
            _policy = isCommitted ? _policy : null;
            _dictionaries.Trim(all: !isCommitted);
            _known.Ended(isCommitted);
        }
    }

    private readonly record struct Work(PendingWrite? Pending, AloneWork? Alone);

    private sealed record AloneWork(Func<UsageJob, Task<bool>> Job, TaskCompletionSource Done);
}
