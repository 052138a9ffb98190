namespace Dashboard.Browser.Tests.Harness;

/// <summary>One host for the tests of a class.</summary>
public sealed class SharedHost : IDisposable
{
    public DashboardHost Host { get; } = new();

    public void Dispose() => Host.Dispose();
}
