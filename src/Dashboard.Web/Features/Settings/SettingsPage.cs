using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Settings;

/// <summary>What every page of the settings has: the desk, who looks, and what was read from the decisions.</summary>
public abstract class SettingsPage : ComponentBase
{
    [Inject]
    protected SettingsDesk Desk { get; set; } = default!;

    [CascadingParameter]
    protected Access Access { get; set; } = Access.Nobody;

    /// <summary>Whether settings are changed here, or looked at only.</summary>
    protected bool CanDecide => Access.Can(Right.DecideSettings);

    protected override Task OnInitializedAsync() => ReadAsync();

    /// <summary>At first, and again after each decision that was saved.</summary>
    protected abstract Task ReadAsync();
}
