namespace Dashboard.Web.Live;

/// <summary>Tells open pages that stored data changed: usage arrived, a decision was made, the books moved on. It says that, never what.</summary>
public sealed class LiveUpdates
{
    /// <summary>Raised after the change can be read, on any thread, at most a few times a second. Handlers must be short and must not throw.</summary>
    public event Action? Changed;

    /// <summary>Says so.</summary>
    public void Notify() => Changed?.Invoke();
}
