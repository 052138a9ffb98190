using Dashboard.Credits.Cycles;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Identities;

/// <summary>Names without a seat: filter and place stand in the address.</summary>
public sealed partial class IdentitiesPage : IDisposable
{
    private const string Path = "settings/identities";

    private readonly TypingPause _typing = new();
    private IdentityFilter _filter = new();
    private UnmatchedView? _view;
    private UnmatchedLine? _open;
    private (Identity Name, SeatGuess? Guess)? _assign;

    [Inject]
    private IdentitiesDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Access Access { get; set; } = Access.Nobody;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    private bool CanDecide => Access.Can(Right.DecideSettings);

    private static IReadOnlyList<string> Facts => ["many names, one seat", "what no name and no rule claims stays visible here"];

    public void Dispose() => _typing.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        var filter = IdentityFilter.Of(Text, Kind, Sort, Page);
        if (_view is null || filter != _filter)
        {
            _filter = filter;
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        var filter = _filter;
        var view = await Desk.ReadAsync(filter, await Current.GetAsync());
        if (filter == _filter)
        {
            _view = view;
        }
    }

    private async Task DoneAsync()
    {
        (_open, _assign) = (null, null);
        await ReadAsync();
    }

    private async Task SearchAsync(ChangeEventArgs e)
    {
        if (await _typing.IsOverAsync())
        {
            Go(_filter with { Text = (e.Value as string)?.Trim() is { Length: > 0 } text ? text : null, Page = 1 });
        }
    }

    private void Go(IdentityFilter filter) => Navigation.NavigateTo(filter.Address(Path), replace: true);

    private static string Requests(IdentityUsage usage) => Show.Counted(usage.Events, "request", "requests") + (usage.Unpriced > 0 ? $", {Show.Count(usage.Unpriced)} without a price" : "");

    private string Seen(UnmatchedIdentity of)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_view!.Now, _view.Zone).DateTime);
        var (first, last) = (ZoneDays.DayOf(of.FirstMs, _view.Zone), ZoneDays.DayOf(of.LastMs, _view.Zone));
        return first == last ? Show.Day(first, today) : $"{Show.Day(first, today)}–{Show.Day(last, today)}";
    }
}
