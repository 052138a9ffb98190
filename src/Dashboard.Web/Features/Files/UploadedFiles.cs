namespace Dashboard.Web.Features.Files;

/// <summary>Files that browsers send, in a folder nobody else can open. What a stopped server left there goes at the next start.</summary>
public sealed class UploadedFiles
{
    /// <summary>The most bytes of one file.</summary>
    public const long MostBytes = 1L << 30;

    private const int BufferBytes = 64 * 1024;

    private readonly string folder;

    public UploadedFiles(DataDirectory data)
    {
        ArgumentNullException.ThrowIfNull(data);
        folder = data.SecretFolder("uploads").FullName;
        foreach (var left in Directory.EnumerateFiles(folder, "*.upload"))
        {
            File.Delete(left);
        }
    }

    /// <summary>Takes a stream to its end; no more of it is held than a buffer.</summary>
    /// <exception cref="IOException">The sender stopped, or the disk is full.</exception>
    public async Task<UploadedFile> TakeAsync(string name, Stream stream, Action<long> bytesDone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(bytesDone);
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".upload");
        try
        {
            var total = 0L;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                var buffer = new byte[BufferBytes];
                for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0; read = await stream.ReadAsync(buffer, cancellationToken))
                {
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    total += read;
                    bytesDone(read);
                }
            }

            return new UploadedFile(path, name, total);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
