using Dashboard.Web.Live;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Jobs;

/// <summary>A page about jobs: it reads again every few seconds while it is open, since runs begin and end without any change of data.</summary>
public abstract class JobsLivePage : LivePage
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _gone = new();

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, Time, _gone.Token);
                await InvokeAsync(LoadAsync);
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (Exception) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
#pragma warning disable CA1031 // Nobody awaits this: what went wrong must reach the page's error boundary.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(e);
        }
    }
}
