using System.Text.Json;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Runbooks;
using Dashboard.TestKit;
using Dashboard.Web.Features.Sample;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Sample;

/// <summary>The sample organisation of <c>--demo</c>, on several start days: month ends, a weekend, midnight.</summary>
public sealed class SampleTests
{
    private static readonly DateTimeOffset ADay = new(2026, 11, 20, 14, 20, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-20T14:20:00Z")]
    [InlineData("2026-12-31T00:02:00Z")]
    [InlineData("2027-03-14T09:00:00Z")]
    public async Task Every_state_is_there_whatever_the_day(string start)
    {
        await using var sample = await LoadAsync(DateTimeOffset.Parse(start));
        await using var db = sample.Database.CreateDbContext();

        var seats = await db.Set<SeatNowRow>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(40, seats.Count);
        Assert.Equal(5, seats.Select(s => s.Team).Distinct().Count());
        SeatState[] wanted = [SeatState.Exhausted, SeatState.OverageOn, SeatState.LikelyToRunOut, SeatState.AtRisk, SeatState.StaleData, SeatState.OnTrack, SeatState.Idle, SeatState.Unclaimed, SeatState.NotEligible];
        Assert.Empty(wanted.Except(seats.Select(s => (SeatState)s.State)));
        Assert.Contains(seats, s => s is { OverageOn: true, OverageCap: { } cap } && s.Overage == cap && s.Uncovered > 0);
        Assert.Contains(seats, s => s is { OverageOn: true, OverageCap: null, Overage: > 0 });
        Assert.Contains(seats, s => s is { OverageOn: false, Available: 0, Allocated: > 0, Uncovered: > 0 });
        Assert.Contains(seats, s => s.UnpricedEvents > 0);
        Assert.Contains(seats, s => s.LeftOnTheTable > 0);
        Assert.Contains(seats, s => s.Plan == "team-premium" && s.Allocated == 20_000_000_000);
        var time = new SampleTime(DateTimeOffset.Parse(start));
        Assert.True(await db.Set<RollupOrgDayRow>().AnyAsync(r => r.Pool == (int)Pool.Unknown && r.CostNano > 0, TestContext.Current.CancellationToken));
        Assert.NotEmpty(await new SourceReads(sample.Database).UnknownIdentitiesAsync(10, TestContext.Current.CancellationToken));
        Assert.Equal(4, await db.Set<SeatCycleRow>().CountAsync(c => c.SeatId == seats[0].SeatId && c.EndMs <= time.NowMs, TestContext.Current.CancellationToken));
        var issue = Assert.Single(await new SourceReads(sample.Database).IssuesAsync(null, 10, TestContext.Current.CancellationToken));
        Assert.Equal(("sample-gateway.jsonl", 26), (issue.Place, issue.Line));
    }

    [Fact]
    public async Task The_stored_total_is_the_sum_of_what_was_sent()
    {
        await using var sample = await LoadAsync(ADay);
        await using var db = sample.Database.CreateDbContext();
        var (events, nano) = SumOf(SampleInputs.Of(new SampleTime(ADay)));

        var stored = await db.Set<RollupOrgDayRow>().GroupBy(r => 1).Select(g => new { Events = g.Sum(r => r.Events), Cost = g.Sum(r => r.CostNano), Unpriced = g.Sum(r => r.UnpricedEvents) }).SingleAsync(TestContext.Current.CancellationToken);

        Assert.Equal((events, nano, 14L), (stored.Events, stored.Cost, stored.Unpriced));
    }

    [Fact]
    public async Task The_runbook_ran_in_the_sample_as_in_life_and_nothing_waits_to_be_sent()
    {
        await using var sample = await LoadAsync(ADay);
        var now = ADay.ToUnixTimeMilliseconds();
        var organisation = await sample.Database.Decisions.CurrentAsync(TestContext.Current.CancellationToken);

        var open = await RunbookRead.OpenAsync(sample.Database, null, now, cancellationToken: TestContext.Current.CancellationToken);
        var log = await RunbookRead.LogAsync(sample.Database, new CrossingQuery { Limit = 500 }, TestContext.Current.CancellationToken);
        var deliveries = await sample.Database.Outbox.ReadAsync(new DeliveryQuery(Limit: 500), TestContext.Current.CancellationToken);

        Assert.True(open.Total >= 5);
        Assert.True(open.Accounts.SelectMany(a => a.Stages).Select(s => s.DecidedAtMs / 86_400_000).Distinct().Count() >= 3);
        Assert.Contains(log, c => c.AcknowledgedBy is not null);
        Assert.Contains(log, c => c.Scope == "team:Research");
        Assert.Contains(organisation.Runbooks.Silences.Values, s => s.EndMs > now);
        Assert.NotEmpty(deliveries);
        Assert.All(deliveries, d => Assert.Equal(DeliveryState.Sent, d.State));
        Assert.False((await sample.Database.DeadMan.StatusAsync(now, TestContext.Current.CancellationToken)).Speaks);
    }

    [Fact]
    public void The_same_day_gives_the_same_bytes()
    {
        var first = SampleInputs.Of(new SampleTime(ADay));
        var second = SampleInputs.Of(new SampleTime(ADay));

        Assert.Equal(first.Count, second.Count);
        Assert.All(first.Zip(second), pair => Assert.True(pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span)));
    }

    /// <summary>Every line read as plain JSON and priced with the figures of the vendor's page, apart from the product's readers and rater.</summary>
    private static (long Events, long Nano) SumOf(IEnumerable<SampleInput> inputs)
    {
        var seen = new HashSet<string>();
        long nano = 0;
        foreach (var input in inputs)
        {
            foreach (var line in System.Text.Encoding.UTF8.GetString(input.Bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!line.EndsWith('}') || !seen.Add(line))
                {
                    continue;
                }

                using var json = JsonDocument.Parse(line);
                nano += CostOf(json.RootElement);
            }
        }

        return (seen.Count, nano);
    }

    private static long CostOf(JsonElement line)
    {
        if (line.TryGetProperty("total_cost_usd", out var total))
        {
            return (long)(total.GetDecimal() * 1_000_000_000m);
        }

        if (line.TryGetProperty("message", out var message))
        {
            var usage = message.GetProperty("usage");
            return Price(message.GetProperty("model").GetString()!, line.GetProperty("timestamp").GetDateTimeOffset(), usage.GetProperty("input_tokens").GetInt64(), usage.GetProperty("output_tokens").GetInt64(), usage.GetProperty("cache_creation_input_tokens").GetInt64(), usage.GetProperty("cache_read_input_tokens").GetInt64());
        }

        return Price(line.GetProperty("model").GetString()!, line.GetProperty("at").GetDateTimeOffset(), line.GetProperty("inputTokens").GetInt64(), line.GetProperty("outputTokens").GetInt64(), line.GetProperty("cacheWrite5mTokens").GetInt64(), line.GetProperty("cacheReadTokens").GetInt64());
    }

    /// <summary>Nanodollars a token: input, output, five-minute write, read.</summary>
    private static long Price(string model, DateTimeOffset at, long input, long output, long write, long read)
    {
        (long Input, long Output, long Write, long Read) price = model switch
        {
            "claude-sonnet-5-5" => (2_000, 10_000, 2_500, at < new DateTimeOffset(2026, 10, 7, 0, 0, 0, TimeSpan.Zero) ? 200 : 100),
            "claude-opus-5-5" => (4_000, 20_000, 5_000, 200),
            "claude-haiku-4-5-20251001" => (1_000, 5_000, 1_250, 100),
            "claude-fable-5-1" => (10_000, 50_000, 12_500, 250),
            "claude-orion-6-preview" => (0, 0, 0, 0),
            _ => throw new InvalidOperationException(model),
        };
        return (input * price.Input) + (output * price.Output) + (write * price.Write) + (read * price.Read);
    }

    private static async Task<Loaded> LoadAsync(DateTimeOffset now)
    {
        var directory = Directory.CreateTempSubdirectory("drawdown-sample-").FullName;
        var database = await Database.OpenAsync(DatabaseOptions.InDirectory(directory), new FakeTimeProvider(now));
        await SampleLoader.LoadAsync(database, now, TestContext.Current.CancellationToken);
        return new Loaded(database, directory);
    }

    private sealed record Loaded(Database Database, string Directory) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
