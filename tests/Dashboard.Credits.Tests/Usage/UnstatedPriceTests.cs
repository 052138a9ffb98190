using Dashboard.Credits.Usage;
using Xunit;

namespace Dashboard.Credits.Tests.Usage;

public sealed class UnstatedPriceTests
{
    private static readonly UsageRecord Plain = new()
    {
        Source = UsageSource.Transcript,
        RequestId = "req-1",
        Model = "claude-opus-5-5",
        OccurredAtMs = 1_790_000_000_000,
        Tokens = new TokenCounts(1_000, 2_000, 0, 0, 0),
    };

    public static TheoryData<string> Stated => ["speed", "geo", "batch", "searches"];

    [Theory]
    [MemberData(nameof(Stated))]
    public void A_second_sight_that_leaves_out_what_changes_the_price_changes_nothing(string what)
    {
        var full = what switch
        {
            "speed" => Plain with { Speed = "fast" },
            "geo" => Plain with { Geo = "us" },
            "batch" => Plain with { Batch = true },
            _ => Plain with { WebSearches = 3 },
        };
        foreach (var source in (UsageSource[])[UsageSource.Rest, UsageSource.Csv, UsageSource.Otlp, UsageSource.Transcript])
        {
            var less = Plain with { Source = source, App = "another" };
            foreach (var merged in (MergedUsage[])[MergedUsage.Of(full).With(less), MergedUsage.Of(less).With(full)])
            {
                var said = merged.Effective();
                Assert.Equal((full.Speed, full.Geo, full.Batch, full.WebSearches), (said.Speed, said.Geo, said.Batch, said.WebSearches));
            }
        }
    }
}
