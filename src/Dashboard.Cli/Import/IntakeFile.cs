using Dashboard.Cli.Report;

namespace Dashboard.Cli.Import;

/// <summary>A file to read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">How results name it: its path below the folder that was given.</param>
/// <param name="Size">Bytes, for progress.</param>
/// <param name="ModifiedAtMs">When it was last written, Unix milliseconds UTC: what order files are read in.</param>
public sealed record IntakeFile(string Path, string Name, long Size, long ModifiedAtMs = 0)
{
    /// <summary>One that was found.</summary>
    public static IntakeFile Of(InputFile found) =>
        new(found.File.FullName, found.Name, found.File.Length, new DateTimeOffset(found.File.LastWriteTimeUtc).ToUnixTimeMilliseconds());
}
