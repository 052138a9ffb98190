using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Sources;

/// <summary>Where dropped files of one seat go.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="IsDecided">Whether what its runs of unknown pool are was decided before.</param>
/// <param name="Pool">That decision.</param>
public sealed record DropPlace(string Source, bool IsDecided, Pool Pool);
