namespace Dashboard.Web.Components.Controls;

/// <summary>A row behind a figure with its finished amount.</summary>
public sealed record ExplainRow(string Name, string Amount, string? Detail = null, string? Exact = null, bool IsSum = false);
