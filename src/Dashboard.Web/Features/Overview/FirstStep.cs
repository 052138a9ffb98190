namespace Dashboard.Web.Features.Overview;

/// <summary>The one thing to do before there is anything to show.</summary>
public sealed record FirstStep(string Title, string Text, string? Action, string? Href);
