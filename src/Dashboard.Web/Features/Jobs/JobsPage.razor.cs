using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Jobs;

/// <summary>Every recurring job. The filter stands in the address.</summary>
public sealed partial class JobsPage
{
    private readonly TypingPause _typing = new();
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private JobsFilter _filter = new();
    private JobsView? _view;
    private string? _problem;

    [Inject]
    private JobsDesk Desk { get; set; } = default!;

    [Inject]
    private JobCommands Commands { get; set; } = default!;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Access Access { get; set; } = Access.Nobody;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Over { get; set; }

    protected override async Task LoadAsync()
    {
        var filter = JobsFilter.Of(Text, State, Over);
        var view = await Desk.ReadAsync(filter, await Current.GetAsync());
        (_filter, _view) = (filter, view);
        _asked.Clear();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_view is not null && _filter != JobsFilter.Of(Text, State, Over))
        {
            await LoadAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _typing.Dispose();
    }

    private async Task RunAsync(string id)
    {
        _problem = await Commands.RunNowAsync(id, await Current.GetAsync());
        if (_problem is null)
        {
            _asked.Add(id);
        }
    }

    private async Task ResumeAsync(string id)
    {
        _problem = await Commands.ResumeAsync(id, await Current.GetAsync());
        await LoadAsync();
    }

    private async Task SearchAsync(ChangeEventArgs e)
    {
        if (await _typing.IsOverAsync())
        {
            Go(_filter with { Text = Word(e) });
        }
    }

    private void Go(JobsFilter filter) => Navigation.NavigateTo(filter.Address, replace: true);

    private static string? Word(ChangeEventArgs e) => (e.Value as string)?.Trim() is { Length: > 0 } word ? word : null;
}
