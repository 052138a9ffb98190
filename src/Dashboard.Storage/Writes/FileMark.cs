namespace Dashboard.Storage.Writes;

/// <summary>How far a file was read, and how to see that it is still the same file.</summary>
/// <param name="Path">The full path; only a hash of it is stored.</param>
/// <param name="Inode">0 where the file system has none.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAtMs">Unix milliseconds UTC.</param>
/// <param name="Offset">Bytes read, up to the last whole line.</param>
/// <param name="State">What the reader needs to go on from there; its own text, at most 2,000 characters.</param>
public sealed record FileMark(string Path, long Inode, long Size, long ModifiedAtMs, long Offset, string State = "");
