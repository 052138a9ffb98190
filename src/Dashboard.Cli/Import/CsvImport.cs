using System.Globalization;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using UsageBatch = Dashboard.Storage.Writes.UsageBatch;

namespace Dashboard.Cli.Import;

/// <summary>Files of usage by a mapping: looked at first, then imported under a source of their own, so that each can be taken back whole.</summary>
public sealed class CsvImport(Database database, IntakeSources sources, TimeProvider time)
{
    /// <summary>The kind of an import's source.</summary>
    public const string Kind = "csv";

    /// <summary>How many rows a look tries on the database: writers wait meanwhile.</summary>
    public const int MostTried = 100_000;

    private const int PiecesOfSave = 100;

    /// <summary>How many rows may wait for the database while the next ones are read: the one reads as fast as the other writes.</summary>
    private const int RowsUnderWay = 10_000;

    private const int MostName = 150;

    /// <summary>What the import of a file would do. Nothing is kept.</summary>
    /// <exception cref="DatabaseException">The database refused.</exception>
    public async Task<CsvLook> LookAsync(CsvMapping mapping, string file, Stream stream, CsvTerms terms, Action<long>? bytesDone = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var pieces = new CsvPieces(database, organisation, mapping, terms, NameOf(file), Now());
        await using var batches = pieces.ReadAsync(stream, bytesDone, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var tried = 0L;
        var effect = await database.Imports.PreviewAsync(terms.Pool, TriedAsync(), cancellationToken);
        while (tried >= MostTried && await batches.MoveNextAsync())
        {
            // The rest is read for its lines only.
        }

        var unusable = effect.Outcome.Rejected.Length;
        return new CsvLook(pieces.Rows, pieces.IssueCount + unusable, [.. pieces.Issues], pieces.FirstAtMs, pieces.LastAtMs, tried, pieces.Usable, effect);

        async IAsyncEnumerable<UsageBatch> TriedAsync()
        {
            while (tried < MostTried && await batches.MoveNextAsync())
            {
                tried += batches.Current.Batch.Records.Length;
                yield return batches.Current.Batch;
            }
        }
    }

    /// <summary>Imports a file. Stopping leaves what was read; it can be taken back, or the file imported again, which counts nothing twice.</summary>
    /// <param name="mapping">Without a problem.</param>
    /// <param name="file">How it is called.</param>
    /// <param name="stream">The bytes.</param>
    /// <param name="terms">What was decided about it.</param>
    /// <param name="by">Who imports.</param>
    /// <param name="bytesDone">Told of progress.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DatabaseException">The database refused; the import is stopped.</exception>
    public async Task<CsvImported> RunAsync(
        CsvMapping mapping, string file, Stream stream, CsvTerms terms, Actor by, Action<long>? bytesDone = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(terms);
        var name = NameOf(file);
        var source = await SourceAsync(name, terms.Pool, by, cancellationToken);
        var import = new UsageImportRow { SourceId = source, FileName = name, Mapping = mapping.Name, MappingJson = mapping.ToJson(), State = (int)ImportState.Running, StartedAtMs = Now(), StartedBy = by.Who };
        await database.Imports.BeginAsync(import, by, cancellationToken);
        var pieces = new CsvPieces(database, await database.Decisions.CurrentAsync(cancellationToken), mapping, terms, name, import.StartedAtMs);
        var state = ImportState.Stopped;
        var others = OtherCosts.None;
        try
        {
            others = await WriteAsync(import, pieces, stream, bytesDone, by, cancellationToken);
            state = ImportState.Done;
        }
        finally
        {
            Note(import, pieces);
            await EndAsync(import, state, by);
        }

        return new CsvImported(import, pieces.Issues, others);
    }

    /// <summary>A server that started meanwhile may have taken it for stopped, and somebody may have taken it back: then what came since goes too.</summary>
    private async Task EndAsync(UsageImportRow import, ImportState state, Actor by)
    {
        var known = await database.Imports.FindAsync(import.SourceId, CancellationToken.None);
        (import.State, import.EndedAtMs) = ((int)state, Now());
        await database.Imports.SaveAsync(import, by, CancellationToken.None);
        if (known?.State == (int)ImportState.TakenBack)
        {
            await database.Imports.TakeBackAsync(import.SourceId, by, Now(), preview: false, "It was taken back while it was being read.", CancellationToken.None);
            import.State = (int)ImportState.TakenBack;
        }

        await database.Books.CatchUpAsync(Now(), CancellationToken.None);
    }

    /// <summary>Reads on while what was read is written. Whatever is under way is written before this ends, however it ends.</summary>
    private async Task<OtherCosts> WriteAsync(UsageImportRow import, CsvPieces pieces, Stream stream, Action<long>? bytesDone, Actor by, CancellationToken cancellationToken)
    {
        var sent = new Queue<SentPiece>();
        var others = OtherCosts.None;
        var (written, underWay) = (0, 0);
        try
        {
            await foreach (var (batch, lines) in pieces.ReadAsync(stream, read => Count(read), cancellationToken))
            {
                sent.Enqueue(new SentPiece(database.Writer.WriteAsync(batch with { SourceId = import.SourceId }, cancellationToken), lines));
                underWay += lines.Count;
                var isSave = ++written % PiecesOfSave == 0;
                while (sent.Count > 0 && (isSave || underWay > RowsUnderWay || sent.Peek().Write.IsCompleted))
                {
                    await TakeAsync();
                }

                if (isSave)
                {
                    await database.Imports.SaveAsync(import, by, cancellationToken);
                }
            }

            while (sent.Count > 0)
            {
                await TakeAsync();
            }
        }
        finally
        {
            await Task.WhenAll(sent.Select(s => s.Write)).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var left in sent.Where(s => s.Write.IsCompletedSuccessfully))
            {
                Tell(await left.Write, left.Lines);
            }
        }

        return others;

        async Task TakeAsync()
        {
            var (write, lines) = sent.Dequeue();
            underWay -= lines.Count;
            Tell(await write, lines);
        }

        void Tell(WriteOutcome outcome, IReadOnlyList<long> lines)
        {
            import.Accepted += outcome.Accepted;
            import.Updated += outcome.Updated;
            import.Duplicate += outcome.Duplicate + outcome.Superseded;
            import.Issues += outcome.Rejected.Length;
            others += outcome.OtherCosts;
            pieces.Issues.AddRange(outcome.Rejected.Take(10).Select(r => new ParseIssue(import.FileName, lines[r.Index], r.Reason)));
        }

        void Count(long read)
        {
            import.Bytes += read;
            bytesDone?.Invoke(read);
        }
    }

    private static void Note(UsageImportRow import, CsvPieces pieces)
    {
        import.RowCount = pieces.Rows;
        import.Issues += pieces.IssueCount;
        (import.FirstAtMs, import.LastAtMs) = (pieces.FirstAtMs, pieces.LastAtMs);
    }

    private async Task<int> SourceAsync(string file, Pool pool, Actor by, CancellationToken cancellationToken)
    {
        var plain = $"CSV {file} {time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}";
        var name = plain;
        for (var i = 2; await database.Decisions.FindSourceAsync(name, cancellationToken) is not null; i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{plain} ({i})");
        }

        var id = await sources.FindOrAddAsync(name, Kind, cancellationToken);
        if (pool != Pool.Unknown)
        {
            await sources.ChoosePoolAsync(id, pool, by, cancellationToken);
        }

        return id;
    }

    private static string NameOf(string file)
    {
        var name = string.Concat(Path.GetFileName(file).Where(c => !char.IsControl(c))).Trim();
        return name.Length == 0 ? "file" : name.Length > MostName ? name[^MostName..] : name;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A piece that is being written, and the lines of its rows.</summary>
    private readonly record struct SentPiece(Task<WriteOutcome> Write, IReadOnlyList<long> Lines);
}
