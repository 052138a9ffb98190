namespace Dashboard.Web.Components.Controls;

/// <summary>Waits until nobody types for a moment, so that a search does not run for every letter.</summary>
internal sealed class TypingPause : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private CancellationTokenSource? _typing;

    /// <summary>True after the pause; false when another letter came or the page is gone.</summary>
    public async Task<bool> IsOverAsync()
    {
        _typing?.Cancel();
        _typing?.Dispose();
        _typing = new CancellationTokenSource();
        try
        {
            await Task.Delay(Moment, _typing.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Whoever left the page is not taken back to it.</summary>
    public void Dispose()
    {
        _typing?.Cancel();
        _typing?.Dispose();
        _typing = null;
    }
}
