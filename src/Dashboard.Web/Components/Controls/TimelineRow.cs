namespace Dashboard.Web.Components.Controls;

/// <summary>Something that happened: when in words and exactly, what, and a sentence about it.</summary>
public sealed record TimelineRow(DateTimeOffset At, string When, string Title, string? Text = null);
