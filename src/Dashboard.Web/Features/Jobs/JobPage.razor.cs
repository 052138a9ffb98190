using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Jobs;

/// <summary>One job with its history. Filter, place and the open run stand in the address.</summary>
public sealed partial class JobPage
{
    private readonly TypingPause _typing = new();
    private JobRunsFilter _filter = new();
    private JobView? _view;
    private (string, JobRunsFilter, long?) _shown;
    private long? _open;
    private string? _dialog;
    private string? _problem;
    private bool _isAsked;
    private bool _isRead;

    /// <summary>The job.</summary>
    [Parameter]
    public string Id { get; set; } = "";

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
    private string? Effect { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeText { get; set; }

    [SupplyParameterFromQuery(Name = "run")]
    private string? RunText { get; set; }

    private long? Before => JobRunsFilter.IdOf(BeforeText);

    protected override async Task LoadAsync()
    {
        var asked = Asked();
        var view = await Desk.ReadOneAsync(asked.Id, asked.Filter, asked.Before, await Current.GetAsync());
        (_shown, _filter, _view, _isRead, _isAsked) = (asked, asked.Filter, view, true, false);
    }

    protected override async Task OnParametersSetAsync()
    {
        _open = JobRunsFilter.IdOf(RunText);
        if (_isRead && _shown != Asked())
        {
            await LoadAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _typing.Dispose();
    }

    private (string Id, JobRunsFilter Filter, long? Before) Asked() => (Id, JobRunsFilter.Of(Text, State, Effect), Before);

    private async Task RunAsync()
    {
        _problem = await Commands.RunNowAsync(Id, await Current.GetAsync());
        _isAsked = _problem is null;
    }

    private async Task ResumeAsync()
    {
        _problem = await Commands.ResumeAsync(Id, await Current.GetAsync());
        await LoadAsync();
    }

    private async Task CloseAsync()
    {
        _dialog = null;
        await LoadAsync();
    }

    private async Task SearchAsync(ChangeEventArgs e)
    {
        if (await _typing.IsOverAsync())
        {
            Go(_filter with { Text = Word(e) });
        }
    }

    private void Go(JobRunsFilter filter) => Navigation.NavigateTo(filter.Address(Id), replace: true);

    private string Instant(long ms) => Show.Instant(At(ms), _view!.Now, _view.Zone);

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static string? Word(ChangeEventArgs e) => (e.Value as string)?.Trim() is { Length: > 0 } word ? word : null;
}
