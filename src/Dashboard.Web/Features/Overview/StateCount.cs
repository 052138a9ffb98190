using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>Seats in one state.</summary>
public sealed record StateCount(StateKind State, string Seats, string Href);
