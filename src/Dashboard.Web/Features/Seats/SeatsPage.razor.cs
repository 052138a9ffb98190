using Dashboard.Credits.Runbook;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Seats;

/// <summary>The grid: filter, order and place stand in the address, the selection lives with the page.</summary>
public sealed partial class SeatsPage
{
    private readonly HashSet<int> _selected = [];
    private readonly CancellationTokenSource _gone = new();
    private readonly TypingPause _typing = new();
    private SeatsFilter _filter = new();
    private SeatsView? _view;
    private SeatsChangeKind? _change;
    private int _at;
    private int _top;
    private bool _isBusy;
    private bool _isClaiming;

    [Inject]
    private SeatsDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    [CascadingParameter]
    private Access Access { get; set; } = Access.Nobody;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private string? Team { get; set; }

    [SupplyParameterFromQuery]
    private string? Plan { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Overage { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "dir")]
    private string? Direction { get; set; }

    [SupplyParameterFromQuery]
    private string? At { get; set; }

    private IEnumerable<(string Name, SeatsFilter Filter, long Count)> Tabs =>
    [
        ("All", new(), _view!.Counts.Active),
        ("Need a decision", new() { State = SeatsFilter.NeedDecision }, Count(SeatsFilter.States.First().States)),
        ("Overage on", new() { Overage = "on" }, _view.Counts.OverageOn),
        ("Unclaimed", new() { State = "unclaimed" }, Count([SeatState.Unclaimed])),
        ("Idle", new() { State = "idle" }, Count([SeatState.Idle])),
    ];

    /// <summary>Whether seats are chosen here to be changed.</summary>
    private bool CanChange => Access.Can(Right.ManageSeats);

    private bool CanSelect => CanChange || Access.Can(Right.DecideOverage) || Access.Can(Right.RecordClaims);

    private int Columns => CanSelect ? 13 : 12;

    private bool IsAllSelected => _view is { Total: > 0 } view && _selected.Count >= view.Total && view.Rows.All(r => _selected.Contains(r.Line.SeatId));

    private IReadOnlyCollection<int> Shown => [.. _view!.Rows.Select(r => r.Line.SeatId)];

    private string Nothing => _filter.Text is { } text ? $"No seat matches “{text}”{(_filter with { Text = null, Sort = null } is { IsNarrow: true } ? " and these filters" : "")}." : "No seat matches these filters.";

    private SeatsFilter Asked => SeatsFilter.Of(Text, Team, Plan, State, Overage, Sort, Direction);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _gone.Cancel();
            _gone.Dispose();
            _typing.Dispose();
        }
    }

    /// <summary>The first time what the address asks; later, when data changed, the same rows again.</summary>
    protected override Task LoadAsync()
    {
        if (_view is null)
        {
            (_filter, _top) = (Asked, _at = SeatsFilter.RowOf(At));
        }

        return ReadAsync(_top);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_view is not null && Asked != _filter)
        {
            (_filter, _top) = (Asked, _at = SeatsFilter.RowOf(At));
            await ReadAsync(_top);
        }
    }

    private async Task ReadAsync(int top)
    {
        _isBusy = true;
        _top = top;
        try
        {
            var filter = _filter;
            var view = await Desk.ReadAsync(filter, top, await Current.GetAsync(_gone.Token), _gone.Token);
            if (filter == _filter)
            {
                _view = view;
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            _isBusy = false;
        }
    }

    private Task MoveAsync(int top) => ReadAsync(top);

    private async Task SearchAsync(ChangeEventArgs e)
    {
        if (await _typing.IsOverAsync())
        {
            Go(_filter with { Text = Word(e)?.Trim() });
        }
    }

    private void Go(SeatsFilter filter) => Navigation.NavigateTo(filter.Address("seats"), replace: true);

    private static string? Word(ChangeEventArgs e) => e.Value is string { Length: > 0 } word ? word : null;

    private long Count(IEnumerable<SeatState> states) => states.Sum(s => _view!.Counts.States.GetValueOrDefault(s));

    private void Select(int seat, bool on)
    {
        if (on)
        {
            _selected.Add(seat);
        }
        else
        {
            _selected.Remove(seat);
        }
    }

    private async Task SelectAllAsync(ChangeEventArgs e)
    {
        _selected.Clear();
        if (e.Value is true)
        {
            _selected.UnionWith(await Desk.IdsAsync(_filter, await Current.GetAsync(_gone.Token), _gone.Token));
        }
    }

    private async Task SavedAsync()
    {
        (_change, _isClaiming) = (null, false);
        _selected.Clear();
        await ReadAsync(_top);
    }
}
