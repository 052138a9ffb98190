namespace Dashboard.Web.Features.Sample;

/// <summary>A clock that stands where the sample's history is being written.</summary>
internal sealed class SampleClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public void Set(long ms) => _now = DateTimeOffset.FromUnixTimeMilliseconds(ms);

    public override DateTimeOffset GetUtcNow() => _now;
}
