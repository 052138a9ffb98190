using Dashboard.Storage.Rows;

namespace Dashboard.Web.Features.Jobs;

/// <summary>The page Jobs.</summary>
/// <param name="Now">As of when.</param>
/// <param name="Zone">The organisation's zone, which schedules are in.</param>
/// <param name="Lines">The jobs that the filter asks for.</param>
/// <param name="Facts">One line about all of them.</param>
/// <param name="Failing">Those that fail, whatever the filter says.</param>
/// <param name="SchedulerProblem">Why no job runs on this server; null when they do.</param>
/// <param name="Keeping">How long things are kept.</param>
public sealed record JobsView(
    DateTimeOffset Now, TimeZoneInfo Zone, IReadOnlyList<JobLine> Lines, IReadOnlyList<string> Facts, IReadOnlyList<JobLine> Failing, string? SchedulerProblem, KeepingRow Keeping);
