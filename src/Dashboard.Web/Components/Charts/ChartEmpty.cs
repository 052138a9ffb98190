namespace Dashboard.Web.Components.Charts;

/// <summary>What stands instead of a chart without usage: a sentence, what is untouched, one action.</summary>
public sealed record ChartEmpty(string Title, string Text, string? Action = null, string? Href = null);
