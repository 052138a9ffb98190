using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>An open alert in two lines.</summary>
/// <param name="State">Its shape.</param>
/// <param name="Title"><c>95% reached</c>.</param>
/// <param name="When">Since when.</param>
/// <param name="Text">A sentence with the figures of now.</param>
/// <param name="Href">The page of the seat; null for the shared account.</param>
public sealed record AlertNote(StateKind State, string Title, string When, string Text, string? Href);
