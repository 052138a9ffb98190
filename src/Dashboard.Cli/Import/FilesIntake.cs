using System.Collections.Concurrent;
using Dashboard.Ingestion;
using Dashboard.Storage;
using Dashboard.Storage.Writes;

namespace Dashboard.Cli.Import;

/// <summary>Reads files of one source, several at once, and hands on what is in them.</summary>
/// <param name="scope">What the origin has as scope.</param>
/// <param name="target">Awaited before the first of the usage is written: files may be read while the database is being opened.</param>
/// <param name="budget">How much may be under way.</param>
/// <param name="time">Now.</param>
/// <param name="watch">Told of progress.</param>
internal sealed class FilesIntake(string scope, Task<IntakeTarget> target, RecordBudget budget, TimeProvider time, IntakeWatch? watch)
{
    private const int BufferBytes = 256 * 1024;
    private const int MostThreads = 4;

    /// <summary>
    /// Reads them. Unchanged ones cost nothing, grown ones go on after the last whole line, rewritten ones are read from their start.
    /// </summary>
    /// <param name="marks">How far they were read before.</param>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Stops; what was committed stays.</param>
    /// <returns>One result a file, in the order given.</returns>
    /// <exception cref="DatabaseException">The database refused; files that were reported as done are stored.</exception>
    public async Task<IReadOnlyList<IntakeResult>> ReadAsync(FileMarks marks, IReadOnlyList<IntakeFile> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var results = new IntakeResult?[files.Count];
        var found = new FileMark?[files.Count];
        var changed = new List<int>();
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found[i] = marks.Find(files[i].Path, files[i].Key);
            results[i] = IntakeFiles.UnchangedOf(files[i], found[i], watch);
            if (results[i] is null)
            {
                changed.Add(i);
            }
        }

        if (changed.Count > 0)
        {
            await ReadChangedAsync(files, changed, found, results, cancellationToken);
        }

        return results!;
    }

    private async Task ReadChangedAsync(IReadOnlyList<IntakeFile> files, List<int> changed, FileMark?[] marks, IntakeResult?[] results, CancellationToken cancellationToken)
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
                    var committed = await ReadFileAsync(files[i], marks[i], strings, sink, buffer, stop.Token);
                    pending[i] = ReportAsync(committed, stop);
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
    private async Task<Task<IntakeResult>> ReadFileAsync(IntakeFile file, FileMark? mark, Utf8StringCache strings, IntakeSink sink, byte[] buffer, CancellationToken cancellationToken)
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
            pieces = new IntakePieces(target, budget, file.Name, now, facts.ModifiedAtMs, sink);
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
            pieces ??= new IntakePieces(target, budget, file.Name, Now(), Now(), sink);
            pieces.Sink.OnIssue(new ParseIssue(file.Name, 0, "The file cannot be read."));
            await pieces.SendLastAsync(null);
            return pieces.ResultAsync(IntakeState.Unreadable, bytes, isUnfinished: false);
        }
    }

    private async Task<IntakeResult> ReportAsync(Task<IntakeResult> committed, CancellationTokenSource stop)
    {
        try
        {
            var result = await committed;
            watch?.FileDone?.Invoke(result);
            return result;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
