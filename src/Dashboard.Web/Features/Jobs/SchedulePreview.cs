namespace Dashboard.Web.Features.Jobs;

/// <summary>What a schedule would mean.</summary>
/// <param name="Problem">What is wrong with it; null when it can be used.</param>
/// <param name="Words">In words.</param>
/// <param name="Next">The next five runs.</param>
public sealed record SchedulePreview(string? Problem, string Words, IReadOnlyList<string> Next);
