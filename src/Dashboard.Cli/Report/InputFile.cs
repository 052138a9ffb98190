namespace Dashboard.Cli.Report;

/// <summary>A file to read.</summary>
/// <param name="File">Where it is.</param>
/// <param name="Name">What it is shown by.</param>
public sealed record InputFile(FileInfo File, string Name);
