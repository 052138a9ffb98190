using Dashboard.Storage.Audit;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Audit;

/// <summary>The audit log: filter, place and the open entry stand in the address.</summary>
public sealed partial class AuditPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly TypingPause _typing = new();
    private AuditFilter _filter = new();
    private AuditView? _view;
    private long? _before;
    private long? _open;
    private long? _verified;

    [Inject]
    private AuditDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Access Access { get; set; } = Access.Nobody;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private string? Who { get; set; }

    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery]
    private string? Subject { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [SupplyParameterFromQuery]
    private string? Before { get; set; }

    [SupplyParameterFromQuery]
    private string? Entry { get; set; }

    private AuditCheck? Check => Desk.Last;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _typing.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var filter = AuditFilter.Of(Text, Who, Kind, Subject, From, To);
        var before = AuditFilter.SequenceOf(Before);
        _open = AuditFilter.SequenceOf(Entry);
        if (_view is not null && filter == _filter && before == _before)
        {
            return;
        }

        (_filter, _before) = (filter, before);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            var (filter, before) = (_filter, _before);
            var view = await Desk.ReadAsync(filter, before, await Current.GetAsync(_gone.Token), _gone.Token);
            if (filter == _filter && before == _before)
            {
                _view = view;
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    private async Task VerifyAsync()
    {
        _verified = 0;
        try
        {
            await Desk.VerifyAsync(await Current.GetAsync(_gone.Token), new Shown(this), _gone.Token);
            await ReadAsync();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            _verified = null;
        }
    }

    private async Task SearchAsync(ChangeEventArgs e)
    {
        if (await _typing.IsOverAsync())
        {
            Go(_filter with { Text = Word(e) });
        }
    }

    private void Go(AuditFilter filter) => Navigation.NavigateTo(filter.Address("settings/audit"), replace: true);

    private string Instant(DateTimeOffset at) => Show.Instant(at, _view!.Now, _view.Zone);

    private static DateTimeOffset At(AuditEntry entry) => DateTimeOffset.FromUnixTimeMilliseconds(entry.AtMs);

    private static string? Word(ChangeEventArgs e) => (e.Value as string)?.Trim() is { Length: > 0 } word ? word : null;

    private sealed class Shown(AuditPage page) : IProgress<long>
    {
        public void Report(long value) => _ = page.InvokeAsync(() =>
        {
            if (page._verified is not null && !page._gone.IsCancellationRequested)
            {
                page._verified = value;
                page.StateHasChanged();
            }
        });
    }
}
