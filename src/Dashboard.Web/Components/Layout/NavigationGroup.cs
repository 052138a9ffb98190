namespace Dashboard.Web.Components.Layout;

/// <summary>A heading of the menu and its links.</summary>
public sealed record NavigationGroup(string Name, IReadOnlyList<NavigationLink> Links);
