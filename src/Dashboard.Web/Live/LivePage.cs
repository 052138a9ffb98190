using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Live;

/// <summary>
/// A page that follows the data: it loads its view once for the first answer, and again in place whenever data change while it is open.
/// Loads never overlap; changes that arrive during one lead to one more.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private int _isAsked;
    private bool _isGone;

    /// <summary>Where changes are told.</summary>
    [Inject] protected LiveUpdates Updates { get; set; } = default!;

    /// <summary>Reads what the page shows. Called on the renderer's own context.</summary>
    protected abstract Task LoadAsync();

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            Updates.Changed += OnChanged;
        }

        await LoadAsync();
    }

    protected virtual void Dispose(bool disposing)
    {
        _isGone = true;
        Updates.Changed -= OnChanged;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private void OnChanged()
    {
        if (Interlocked.Exchange(ref _isAsked, 1) == 0)
        {
            _ = InvokeAsync(ReloadAsync);
        }
    }

    private async Task ReloadAsync()
    {
        Interlocked.Exchange(ref _isAsked, 0);
        if (_isGone)
        {
            return;
        }

        try
        {
            await LoadAsync();
            StateHasChanged();
        }
#pragma warning disable CA1031 // Nobody awaits this: what went wrong must reach the page's error boundary.
        catch (Exception e) when (!_isGone)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(e);
        }
    }
}
