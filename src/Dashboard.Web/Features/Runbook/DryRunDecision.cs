using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Runbook;

/// <summary>A decision of a dry run.</summary>
public sealed record DryRunDecision(string At, string Name, string? Href, StateKind State, string Title, string Figures, string Then);
