namespace Dashboard.Web.Features.Sources;

/// <summary>A watched folder and its last scan.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Source">The source its usage is listed under.</param>
/// <param name="Scan">The last scan since the server started; null: none yet.</param>
public sealed record FolderLine(string Path, string Source, FolderScan? Scan);
