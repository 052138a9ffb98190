namespace Dashboard.Browser.Tests.Harness;

/// <summary>The real clock, moved on by the test.</summary>
internal sealed class MovedTime : TimeProvider
{
    private long _moved;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _moved));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _moved, time.Ticks);
}
