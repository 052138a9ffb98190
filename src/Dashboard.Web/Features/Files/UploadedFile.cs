namespace Dashboard.Web.Features.Files;

/// <summary>A file that a browser sent, kept while it is looked at and imported; gone when disposed.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">How the person calls it.</param>
/// <param name="Bytes">Its size.</param>
public sealed record UploadedFile(string Path, string Name, long Bytes) : IDisposable
{
    /// <summary>The bytes from the start.</summary>
    public FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    public void Dispose() => File.Delete(Path);
}
