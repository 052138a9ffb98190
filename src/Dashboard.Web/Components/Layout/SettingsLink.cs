using Dashboard.Web.Security;

namespace Dashboard.Web.Components.Layout;

/// <summary>One tab of the settings. <paramref name="Href"/> is relative to the base address; whoever has not the right does not see it.</summary>
public sealed record SettingsLink(string Name, string Href, Right Right);
