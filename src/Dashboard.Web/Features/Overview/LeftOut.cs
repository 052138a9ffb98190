namespace Dashboard.Web.Features.Overview;

/// <summary>Usage that is in no figure, and where to put that right.</summary>
public sealed record LeftOut(string Text, string? Exact, string Link, string Href);
