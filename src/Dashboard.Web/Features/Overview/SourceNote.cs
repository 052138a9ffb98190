using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>How fresh a source is.</summary>
public sealed record SourceNote(StateKind State, string Name, string Text);
