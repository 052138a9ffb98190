namespace Dashboard.Web.Features.Runbook;

/// <summary>An answer of the gate in a dry run.</summary>
public sealed record DryRunGate(string Name, string? Href, string Answer, string From, string To);
