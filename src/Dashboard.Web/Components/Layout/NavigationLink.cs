using Dashboard.Web.Security;

namespace Dashboard.Web.Components.Layout;

/// <summary>One page in the menu. <paramref name="Href"/> is relative to the base address (<c>seats</c>; empty for Overview); <paramref name="Icon"/> is a name of <see cref="Controls.Icons"/>; whoever has not the right does not see the link.</summary>
public sealed record NavigationLink(string Name, string Href, string Icon, Right Right);
