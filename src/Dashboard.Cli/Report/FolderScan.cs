using Dashboard.Ingestion;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Cli.Report;

/// <summary>Reads many files on a few threads.</summary>
internal sealed class FolderScan(IReadOnlyList<InputFile> files, Names names)
{
    private const int BufferBytes = 128 * 1024;
    private const int MostThreads = 8;

    private int next = -1;
    private long bytesDone;

    /// <summary>Bytes read so far.</summary>
    public long BytesDone => Interlocked.Read(ref bytesDone);

    /// <summary>Reads them all; one sink a thread.</summary>
    /// <param name="tick">Called now and then on the calling thread; null for a silent run.</param>
    public IReadOnlyList<ReportSink> Run(Action? tick)
    {
        var count = Math.Clamp(Math.Min(Environment.ProcessorCount, files.Count), 1, MostThreads);
        var sinks = Enumerable.Range(0, count).Select(_ => new ReportSink(names)).ToArray();
        var threads = sinks.Select(sink => new Thread(() => Work(sink)) { IsBackground = true }).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            while (tick is not null && !thread.Join(TimeSpan.FromMilliseconds(100)))
            {
                tick();
            }

            thread.Join();
        }

        return sinks;
    }

    private void Work(ReportSink sink)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        var strings = new Utf8StringCache();
        for (var i = Interlocked.Increment(ref next); i < files.Count; i = Interlocked.Increment(ref next))
        {
            try
            {
                Read(files[i], sink, buffer, strings);
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                sink.OnIssue(new ParseIssue(files[i].Name, 0, "The file cannot be read."));
            }
        }
    }

    private void Read(InputFile input, ReportSink sink, byte[] buffer, Utf8StringCache strings)
    {
        using SafeFileHandle handle = File.OpenHandle(input.Path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
        var modified = input.Facts.ModifiedAtMs;
        var reader = new UsageFileReader(new FileContext(input.Name, modified), sink, null, strings);
        long offset = 0;
        for (var read = RandomAccess.Read(handle, buffer, offset); read > 0; read = RandomAccess.Read(handle, buffer, offset))
        {
            reader.Push(buffer.AsSpan(0, read));
            offset += read;
            Interlocked.Add(ref bytesDone, read);
        }

        reader.Complete(isFinal: true);
    }
}
