namespace Dashboard.Web.Features.Runbook;

/// <summary>Stages of an account that somebody acknowledged at once, in a cycle that runs.</summary>
public sealed record AcknowledgedRow(IReadOnlyList<long> Crossings, string Name, string? Href, string Title, string By, string Note, bool MayTakeBack);
