namespace Dashboard.Web.Features.Sources;

/// <summary>A folder of this machine whose files are read as they grow.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Source">Name of the source its usage is listed under.</param>
public sealed record WatchedFolder(string Path, string Source);
