using System.Net;

namespace Dashboard.Web.Tests.Api;

public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_count_what_was_written_and_need_a_key()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();
        using var stranger = host.Browser();

        await caller.SendAsync("/api/v1/usage", $"[{ApiCaller.Record("1")},{ApiCaller.Record("1")},{{}}]");
        var text = await caller.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var refused = await stranger.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Contains("# TYPE drawdown_usage_records_total counter", text, StringComparison.Ordinal);
        Assert.Matches("drawdown_usage_records_total\\{outcome=\"accepted\"\\} [1-9]", text);
        Assert.Matches("drawdown_usage_records_total\\{outcome=\"duplicate\"\\} [1-9]", text);
        Assert.Matches("drawdown_usage_commit_seconds_count [1-9]", text);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }
}
