using Dashboard.Cli.Import;

namespace Dashboard.Web.Features.Sources;

/// <summary>One look at a watched folder.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Summary">What it brought; null when it failed.</param>
/// <param name="Problem">Why it failed, or null.</param>
public sealed record FolderScan(DateTimeOffset At, IntakeSummary? Summary, string? Problem);
