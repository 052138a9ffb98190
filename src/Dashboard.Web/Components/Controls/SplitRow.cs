namespace Dashboard.Web.Components.Controls;

/// <summary>A part of a whole: finished amount and whole percent (the parts sum to 100 by largest remainder). <paramref name="IsUnknown"/> draws it grey.</summary>
public sealed record SplitRow(string Name, string Amount, int Percent, string? Exact = null, bool IsUnknown = false, string? Href = null);
