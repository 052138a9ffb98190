using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

/// <summary>Texts by which rows are found again: what an earlier version wrote must be what this one writes.</summary>
public sealed class StoredTextTests
{
    [Theory, BothDatabases]
    public async Task A_context_is_the_text_it_always_was(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        await test.WriteAsync(
            Message("m1") with { Entrypoint = "sdk-cli", Project = "shop \"ä\" <b>", Geo = "not_available" },
            Message("m2") with { Source = UsageSource.Rest, App = "ci", Repository = "a/b", Workflow = "w", Speed = "fast", Batch = true });

        Assert.Equal(
            [
                """{"Source":1,"Entrypoint":"sdk-cli","App":null,"Project":"shop \u0022\u00E4\u0022 \u003Cb\u003E","Repository":null,"Workflow":null,"Speed":null,"Geo":"not_available","Batch":false}""",
                $$"""{"Source":{{(int)UsageSource.Rest}},"Entrypoint":null,"App":"ci","Project":null,"Repository":"a/b","Workflow":"w","Speed":"fast","Geo":null,"Batch":true}""",
            ],
            await test.QueryAsync("SELECT text FROM context"));
    }

    [Theory, BothDatabases]
    public async Task A_price_row_is_the_text_it_always_was(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.Database.Decisions.AppendAsync(
            Noon,
            new OrganisationCreated("Test", "UTC", new DateOnly(2026, 11, 1)),
            new PriceAdded(new PriceRow { Model = "my-model", ValidFromMs = 5, Prices = TokenPrices.PerMillion("1", "2", "3", "4", "5"), Batch = null, GeoUs = null, Fast = null, Source = "me" }));

        await test.WriteAsync(Message("m1") with { Model = "claude-sonnet-4-5" }, Message("m2") with { Model = "my-model" });

        Assert.Equal(
            [
                """{"Model":"claude-sonnet-4-5","ValidFromMs":null,"Prices":{"Input":3000,"Output":15000,"CacheWrite5m":3750,"CacheWrite1h":6000,"CacheRead":300,"IsWithinLimits":true},"Tier":{"PromptOver":200000,"Prices":{"Input":6000,"Output":22500,"CacheWrite5m":7500,"CacheWrite1h":12000,"CacheRead":600,"IsWithinLimits":true},"LongContextOnly":true},"Batch":{"Numerator":1,"Denominator":2},"GeoUs":{"Numerator":11,"Denominator":10},"Fast":null,"Source":"vendor client 2.1.328, run on 2026-11-20"}""",
                """{"Model":"my-model","ValidFromMs":5,"Prices":{"Input":1000,"Output":2000,"CacheWrite5m":3000,"CacheWrite1h":4000,"CacheRead":5000,"IsWithinLimits":true},"Tier":null,"Batch":null,"GeoUs":null,"Fast":null,"Source":"me"}""",
            ],
            await test.QueryAsync("SELECT text FROM price_row"));
    }

    [Theory, BothDatabases]
    public async Task A_decision_begins_with_its_kind(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        Assert.Equal(["""{"decision":"source-created","name":"laptop","kind":"folder","sourceId":1}"""], await test.QueryAsync("SELECT payload FROM decision"));
    }

    [Theory, BothDatabases]
    public async Task Records_whose_ids_are_hashed_already_leave_what_records_with_ids_leave(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        UsageRecord[] records =
        [
            .. Many(40), Message("m1", output: 1), Message("m1", output: 9), Message("m1", Noon + 5, output: 9), Message("m2") with { RequestId = null },
            RequestOnly("req-m1"), RequestOnly("r9"), Message("m1", Noon + Day), Message("x") with { MessageId = null, RequestId = null },
        ];
        var sent = new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = Noon + Day, FallbackAtMs = Noon, Records = [.. records] };

        var withIds = await test.Database.Writer.WriteAsync(sent);
        var expected = await test.ContentsAsync();
        await test.ClearAsync();
        var hashed = await test.Database.Writer.WriteAsync(sent with
        {
            Records = [.. records.Select(r => r with { MessageId = Blank(r.MessageId), RequestId = Blank(r.RequestId) })],
            Identities = [.. records.Select(RecordIdentity.Of)],
        });

        Assert.Equal(expected, await test.ContentsAsync());
        Assert.Equal((withIds.Accepted, withIds.Updated, withIds.Duplicate), (hashed.Accepted, hashed.Updated, hashed.Duplicate));
    }

    private static string? Blank(string? id) => id is null ? null : "";
}
