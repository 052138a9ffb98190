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
    private readonly RecordBudget budget = new();

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
        var marks = await FileMarks.LoadAsync(database, origin.SourceId, cancellationToken);
        return await new FilesIntake(origin.Scope, Target(origin), budget, time, watch).ReadAsync(marks, files, cancellationToken);
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
        var pieces = new IntakePieces(Target(origin), budget, plain, now, atMs ?? now, new IntakeSink(strings));
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

    private Task<IntakeTarget> Target(IntakeOrigin origin) => Task.FromResult(new IntakeTarget(database.Writer, origin));

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
