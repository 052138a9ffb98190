using Dashboard.Cli.Import;

namespace Dashboard.Cli.Report;

/// <summary>A file to read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">What it is shown by.</param>
/// <param name="Facts">What it was when it was found.</param>
internal sealed record InputFile(string Path, string Name, FileFacts Facts);
