using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Web.Components.Layout;

/// <summary>A link of the menu: marked on its page and on all pages of its section, the first part of the address.</summary>
public sealed class MenuLink : NavLink
{
    [Inject]
    private NavigationManager Address { get; set; } = default!;

    /// <summary>The first part of the addresses it stands for; empty: the first page only.</summary>
    [Parameter, EditorRequired]
    public string Section { get; set; } = "";

    protected override bool ShouldMatch(string uriAbsolute) =>
        uriAbsolute.StartsWith(Address.BaseUri, StringComparison.Ordinal) && uriAbsolute[Address.BaseUri.Length..].Split('/', '?', '#')[0] == Section;
}
