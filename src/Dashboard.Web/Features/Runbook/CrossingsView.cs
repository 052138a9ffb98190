namespace Dashboard.Web.Features.Runbook;

/// <summary>A page of the log of decisions.</summary>
public sealed record CrossingsView(
    IReadOnlyList<CrossingRow> Rows, bool HasMore, IReadOnlyList<string> Teams, IReadOnlyList<string> Stages, IReadOnlyList<(DateOnly Start, string Name)> Cycles, DateTimeOffset Now, TimeZoneInfo Zone);
