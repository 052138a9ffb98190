using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Runbook;

/// <summary>Which runbook applies to a seat, and why.</summary>
/// <param name="Name">The seat.</param>
/// <param name="Href">Its page.</param>
/// <param name="Scope">The scope that applies.</param>
/// <param name="OwnScope">The seat's own scope.</param>
/// <param name="Why">Asked in this order, a sentence each.</param>
/// <param name="Rows">What holds for the seat now: gate answer, stages entered.</param>
public sealed record WhichRunbook(string Name, string Href, string Scope, string OwnScope, IReadOnlyList<string> Why, IReadOnlyList<KeyValue> Rows);
