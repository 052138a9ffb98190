using System.Collections.Concurrent;
using Dashboard.Ingestion;
using Dashboard.Ingestion.Rest;
using Dashboard.Storage;
using Dashboard.Storage.Writes;

namespace Dashboard.Cli.Import;

/// <summary>
/// The one way from bytes to stored usage: of files, dropped streams and calls of the usage API alike. Reads in pieces, waits while the
/// database is behind, and answers after the commit. One a process; any number of calls at once.
/// </summary>
public sealed class UsageIntake(Database database, TimeProvider time)
{
    private const int BufferBytes = 256 * 1024;
    private const int RecordsUnderWay = 30_000;
    private const int MostThreads = 4;

    private readonly RecordBudget budget = new(RecordsUnderWay);

    /// <summary>
    /// Reads files. Unchanged ones cost nothing, grown ones go on after the last whole line, rewritten ones are read from their start.
    /// What was read is remembered together with its usage, so a crash at any instant loses nothing and counts nothing twice.
    /// </summary>
    /// <returns>One result a file, in the order given.</returns>
    /// <exception cref="DatabaseException">The database refused; files that were reported as done are stored.</exception>
    public async Task<IReadOnlyList<IntakeResult>> ReadFilesAsync(
        IntakeOrigin origin, IReadOnlyList<IntakeFile> files, IntakeWatch? watch = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return await ReadAsync(origin.Scope, Task.FromResult(origin), await FileMarks.LoadAsync(database, origin.SourceId, cancellationToken), files, watch, cancellationToken);
    }

    /// <summary>Reads files for a source that is only being added, meanwhile: nothing of it was read before.</summary>
    /// <param name="scope">What its origin will have as scope.</param>
    /// <param name="origin">Is awaited before the first of its usage is written.</param>
    /// <param name="files">The files.</param>
    /// <param name="watch">Told of progress.</param>
    /// <param name="cancellationToken">Stops; what was committed stays.</param>
    /// <exception cref="DatabaseException">The database refused; files that were reported as done are stored.</exception>
    public Task<IReadOnlyList<IntakeResult>> ReadFilesAsync(
        string scope, Task<IntakeOrigin> origin, IReadOnlyList<IntakeFile> files, IntakeWatch? watch = null, CancellationToken cancellationToken = default) =>
        ReadAsync(scope, origin, FileMarks.None, files, watch, cancellationToken);

    private async Task<IReadOnlyList<IntakeResult>> ReadAsync(
        string scope, Task<IntakeOrigin> origin, FileMarks marks, IReadOnlyList<IntakeFile> files, IntakeWatch? watch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var results = new IntakeResult?[files.Count];
        var found = new FileMark?[files.Count];
        var changed = new List<int>();
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found[i] = marks.Find(files[i].Path);
            results[i] = IntakeFiles.UnchangedOf(files[i], found[i], watch);
            if (results[i] is null)
            {
                changed.Add(i);
            }
        }

        if (changed.Count > 0)
        {
            await ReadChangedAsync(scope, origin, files, changed, found, results, watch, cancellationToken);
        }

        return results!;
    }

    /// <summary>Reads one stream to its end, as something that will not grow.</summary>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="name">How results and issues name it; folders are left out.</param>
    /// <param name="stream">The bytes; the caller limits and disposes it.</param>
    /// <param name="atMs">When what states no time happened: the file's modification time, or what its sender says; null for now.</param>
    /// <param name="watch">Told of progress.</param>
    /// <param name="cancellationToken">Stops; what was committed stays.</param>
    /// <exception cref="DatabaseException">The database refused; sending the same again counts nothing twice.</exception>
    public async Task<IntakeResult> ReadStreamAsync(
        IntakeOrigin origin, string name, Stream stream, long? atMs = null, IntakeWatch? watch = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var now = Now();
        var plain = Path.GetFileName(name);
        var strings = new Utf8StringCache();
        var pieces = new IntakePieces(database.Writer, budget, Task.FromResult(origin), plain, now, atMs ?? now, new IntakeSink(strings));
        var reader = new UsageFileReader(new FileContext(plain, atMs ?? now, origin.Scope, now), pieces.Sink, strings: strings);
        var bytes = 0L;
        await reader.PushAllAsync(
            stream,
            async read =>
            {
                bytes += read;
                watch?.BytesDone?.Invoke(read);
                await pieces.SendWhenFullAsync();
            },
            cancellationToken);
        reader.Complete(isFinal: true);
        await pieces.SendLastAsync(null);
        var result = await pieces.ResultAsync(IntakeState.Read, bytes, isUnfinished: false);
        watch?.FileDone?.Invoke(result);
        return result;
    }

    /// <summary>Writes that a source was heard and had nothing new: it is not silent then.</summary>
    /// <exception cref="DatabaseException">The database refused.</exception>
    public Task HeardAsync(IntakeOrigin origin, CancellationToken cancellationToken = default) =>
        database.Writer.WriteAsync(new Storage.Writes.UsageBatch { SourceId = origin.SourceId, ReceivedAtMs = Now() }, cancellationToken);

    /// <summary>Writes records of the usage API, all in one transaction.</summary>
    /// <param name="origin">Where they come from.</param>
    /// <param name="batch">The records, read to their end.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>What became of each; <see cref="ParseIssue.File"/> names its place: <c>record 3</c>, or <c>line 3</c> where no record stands.</returns>
    /// <exception cref="DatabaseException">The database refused; nothing was written.</exception>
    public async Task<IntakeResult> WriteRecordsAsync(IntakeOrigin origin, RestBatchReader batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(batch);
        var refused = batch.Rejected.Select(r => new ParseIssue(r.Place < 0 ? $"line {r.Line}" : $"record {r.Place + 1}", r.Line, r.Reason)).ToList();
        var warnings = batch.UnknownFields.Select(f => $"No record has a field {f}: it was not kept.").ToList();
        var outcome = await database.Writer.WriteAsync(
            new Storage.Writes.UsageBatch
            {
                SourceId = origin.SourceId,
                ReceivedAtMs = Now(),
                Records = [.. batch.Records.Select(r => r.Record.SeatEmail is null ? r.Record with { SeatEmail = origin.SeatEmail } : r.Record)],
                Issues = [.. refused.Select(r => new UsageIssue(r.File, r.Line, r.Reason)), .. warnings.Select(w => new UsageIssue("usage API", 0, w))],
            },
            cancellationToken);
        return new IntakeResult
        {
            Name = origin.Scope,
            State = IntakeState.Read,
            Found = batch.Records.Count,
            Accepted = outcome.Accepted,
            Updated = outcome.Updated,
            Duplicate = outcome.Duplicate,
            Superseded = outcome.Superseded,
            Rejected = [.. refused, .. outcome.Rejected.Select(r => new ParseIssue($"record {batch.Records[r.Index].Place + 1}", 0, r.Reason))],
            Warnings = warnings,
        };
    }

    private async Task ReadChangedAsync(
        string scope, Task<IntakeOrigin> origin, IReadOnlyList<IntakeFile> files, List<int> changed, FileMark?[] marks, IntakeResult?[] results, IntakeWatch? watch, CancellationToken cancellationToken)
    {
        var pending = new Task<IntakeResult>?[files.Count];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = new ConcurrentQueue<int>(IntakeFiles.InOrder(files, changed, 4 * MostThreads));
        var workers = Enumerable.Range(0, Math.Clamp(Math.Min(Environment.ProcessorCount, changed.Count), 1, MostThreads)).Select(_ => Task.Run(
            async () =>
            {
                var strings = new Utf8StringCache();
                var sink = new IntakeSink(strings);
                var buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
                while (queue.TryDequeue(out var i))
                {
                    stop.Token.ThrowIfCancellationRequested();
                    var committed = await ReadFileAsync(scope, origin, files[i], marks[i], strings, sink, buffer, watch, stop.Token);
                    pending[i] = ReportAsync(committed, watch, stop);
                }
            },
            stop.Token)).ToArray();
        try
        {
            await Task.WhenAll(workers);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A commit failed and stopped the others: the reason is told below.
        }
        finally
        {
            await Task.WhenAll(pending.OfType<Task<IntakeResult>>()).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        if (Array.Find(pending, p => p?.IsFaulted == true) is { } failed)
        {
            await failed;
        }

        foreach (var i in changed)
        {
            results[i] = await pending[i]!;
        }
    }

    /// <summary>Reads one file and hands it on; the task inside ends when it is committed.</summary>
    private async Task<Task<IntakeResult>> ReadFileAsync(
        string scope, Task<IntakeOrigin> origin, IntakeFile file, FileMark? mark, Utf8StringCache strings, IntakeSink sink, byte[] buffer, IntakeWatch? watch, CancellationToken cancellationToken)
    {
        IntakePieces? pieces = null;
        var bytes = 0L;
        try
        {
            var facts = FileFacts.Of(file.Path);
            using var handle = File.OpenHandle(file.Path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
            var from = ReadResume.From(mark, facts, handle);
            watch?.BytesDone?.Invoke(from.Offset);
            var now = Now();
            pieces = new IntakePieces(database.Writer, budget, origin, file.Name, now, facts.ModifiedAtMs, sink);
            var reader = new UsageFileReader(new FileContext(file.Name, facts.ModifiedAtMs, scope, now), pieces.Sink, from, strings);
            foreach (var read in IntakeFiles.Pieces(handle, from.Offset, buffer))
            {
                reader.Push(buffer.AsSpan(0, read));
                bytes += read;
                watch?.BytesDone?.Invoke(read);
                await pieces.SendWhenFullAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }

            var position = reader.Complete(isFinal: false);
            await pieces.SendLastAsync(ReadResume.MarkOf(file.Path, facts, position, handle));
            var isUnfinished = position.Framing != Ingestion.Json.FileFraming.Document && position.Offset < from.Offset + bytes;
            return pieces.ResultAsync(IntakeState.Read, bytes, isUnfinished);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            pieces ??= new IntakePieces(database.Writer, budget, origin, file.Name, Now(), Now(), sink);
            pieces.Sink.OnIssue(new ParseIssue(file.Name, 0, "The file cannot be read."));
            await pieces.SendLastAsync(null);
            return pieces.ResultAsync(IntakeState.Unreadable, bytes, isUnfinished: false);
        }
    }

    private static async Task<IntakeResult> ReportAsync(Task<IntakeResult> committed, IntakeWatch? watch, CancellationTokenSource stop)
    {
        try
        {
            var result = await committed;
            watch?.FileDone?.Invoke(result);
            return result;
        }
        catch (DatabaseException)
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
