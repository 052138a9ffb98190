using Dashboard.Cli.Import;
using Dashboard.Ingestion;
using Dashboard.Storage.Writes;
using UsageBatch = Dashboard.Ingestion.UsageBatch;

namespace Dashboard.Cli.Push;

/// <summary>Sends what files hold and the server does not have yet, file by file.</summary>
internal sealed class Pusher(PushServer server, PushState state)
{
    private const int RecordsOfCall = 2_000;
    private const int FilesOfSave = 50;
    private const int BufferBytes = 256 * 1024;

    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private readonly Utf8StringCache strings = new();
    private bool isHeard;

    /// <summary>Sends the files. What was acknowledged is remembered even when it ends early.</summary>
    /// <param name="files">The files.</param>
    /// <param name="folders">Where they were looked for.</param>
    /// <param name="bytesDone">Told of progress; null for nobody.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="PushException">It ended early.</exception>
    public async Task<PushCounts> RunAsync(IReadOnlyList<IntakeFile> files, IReadOnlyList<string> folders, Action<long>? bytesDone, CancellationToken cancellationToken)
    {
        var counts = PushCounts.None;
        isHeard = false;
        var unsaved = state.Forget(folders, files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal)) ? 1 : 0;
        try
        {
            foreach (var file in files)
            {
                var (ofFile, mark) = await SendAsync(file, cancellationToken);
                counts += ofFile;
                bytesDone?.Invoke(file.Size);
                if (mark is not null)
                {
                    state.Set(mark);
                    unsaved++;
                }

                if (unsaved >= FilesOfSave)
                {
                    state.Save();
                    unsaved = 0;
                }
            }
        }
        finally
        {
            if (unsaved > 0)
            {
                state.Save();
            }
        }

        return isHeard ? counts : counts + await HeardAsync(cancellationToken);
    }

    /// <summary>The counts, and the mark to remember: null when nothing new was read.</summary>
    private async Task<(PushCounts Counts, FileMark? Mark)> SendAsync(IntakeFile file, CancellationToken cancellationToken)
    {
        var counts = PushCounts.None with { Files = 1 };
        try
        {
            var facts = FileFacts.Of(file.Path);
            var known = state.Find(file.Path);
            if (ReadResume.IsUnchanged(known, facts))
            {
                return (counts with { Unchanged = 1 }, null);
            }

            using var handle = File.OpenHandle(file.Path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
            var from = ReadResume.From(known, facts, handle);
            var found = new UsageBatch();
            var reader = new UsageFileReader(new FileContext(file.Name, facts.ModifiedAtMs), found, from, strings);
            var offset = from.Offset;
            for (var read = RandomAccess.Read(handle, buffer, offset); read > 0; read = RandomAccess.Read(handle, buffer, offset))
            {
                reader.Push(buffer.AsSpan(0, read));
                offset += read;
                if (found.Records.Count + found.Results.Count >= RecordsOfCall)
                {
                    counts += await SendAsync(found, facts, cancellationToken);
                }
            }

            var position = reader.Complete(isFinal: false);
            counts += await SendAsync(found, facts, cancellationToken);
            return (counts, ReadResume.MarkOf(file.Path, facts, position, handle));
        }
        catch (PushException e) when (e.ExitCode == PushException.Refused && !e.IsStranger)
        {
            // What one file holds must not keep the others back.
            return (counts with { Refused = 1 }, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (counts with { Issues = counts.Issues + 1 }, null);
        }
    }

    /// <summary>Where nothing is new, the server is told that much: a source it does not hear from is silent.</summary>
    private Task<PushCounts> HeardAsync(CancellationToken cancellationToken) =>
        server.SendAsync("transcripts", [], TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);

    private async Task<PushCounts> SendAsync(UsageBatch found, FileFacts facts, CancellationToken cancellationToken)
    {
        var counts = PushCounts.None with { Issues = found.Issues.Count };
        isHeard |= found.Records.Count + found.Results.Count > 0;
        foreach (var piece in found.Records.Chunk(RecordsOfCall))
        {
            counts += await server.SendAsync("transcripts", UsageLines.Of(piece), facts.ModifiedAtMs, cancellationToken);
        }

        foreach (var ofInstant in found.Results.GroupBy(r => r.AtMs))
        {
            counts += await server.SendAsync("results", UsageLines.Of(ofInstant), ofInstant.Key, cancellationToken);
        }

        found.Clear();
        return counts;
    }
}
