namespace Dashboard.Cli.Import;

/// <summary>A file to read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">How results name it: its path below the folder that was given.</param>
/// <param name="Size">Bytes, for progress.</param>
public sealed record IntakeFile(string Path, string Name, long Size);
