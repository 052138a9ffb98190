namespace Dashboard.Browser.Tests.Harness;

/// <summary>A clock that stands still for figures and runs for timers.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
