using Dashboard.Cli.Report;
using Dashboard.Storage.Writes;

namespace Dashboard.Cli.Import;

/// <summary>A file to read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">How results name it: its path below the folder that was given.</param>
/// <param name="Size">Bytes, for progress.</param>
/// <param name="ModifiedAtMs">When it was last written, Unix milliseconds UTC: what order files are read in.</param>
public sealed record IntakeFile(string Path, string Name, long Size, long ModifiedAtMs = 0)
{
    /// <summary>What stands for the path among the marks; null where nobody has asked yet.</summary>
    internal string? Key { get; init; }

    /// <summary>What the file was when it was found; null when that is not known.</summary>
    internal FileFacts? Facts { get; init; }

    /// <summary>The files that paths name; a folder gives its JSON files, at any depth. Large ones first, each once.</summary>
    /// <exception cref="UsageException">A path does not exist.</exception>
    public static List<IntakeFile> Under(IReadOnlyList<string> paths) => Of(InputFiles.Of(paths));

    /// <summary>Files that were found, with what stands for their paths.</summary>
    internal static List<IntakeFile> Of(List<InputFile> found) =>
        [.. found.Select(f => new IntakeFile(f.Path, f.Name, f.Facts.Size, f.Facts.ModifiedAtMs) { Key = FileMarks.KeyOf(f.Path), Facts = f.Facts })];
}
