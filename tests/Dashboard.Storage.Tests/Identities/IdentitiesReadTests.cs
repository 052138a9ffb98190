using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Identities.IdentityTests;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests.Identities;

public sealed class IdentitiesReadTests
{
    [Theory, BothDatabases]
    public async Task Names_without_a_seat_come_with_their_usage_and_the_total_counts_every_event_once(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var desk = await test.Log.RegisterSourceAsync("desk", "folder", Noon);
        await test.WriteAsync(
            Of("a", Noon - Day, ("api_key", "k"), ("host", "h")), Of("b", Noon, ("api_key", "k")) with { SeatEmail = "who@example.org" }, Of("c", Noon, ("api_key", "other")), Of("d", Noon, ("api_key", "k")) with { SeatEmail = "ada@example.org" });
        await test.Usage.WriteAsync(desk, [Of("e", Noon + 1, ("api_key", "k")) with { Model = "no-such-model", AuthoritativeCost = null }, Of("f", Noon)]);

        var page = await IdentitiesRead.UnmatchedAsync(test.Database, new IdentityQuery());

        Assert.Equal((4, 4), (page.All, page.Found));
        Assert.Equal(new IdentityUsage(5, 1, Usd("2")), page.Unassigned);
        Assert.Equal(new IdentityUsage(1, 0, Usd("0.5")), page.Nameless);
        var key = page.Rows[0];
        Assert.Equal((new(IdentityKind.ApiKey, "k"), new IdentityUsage(3, 1, Usd("1")), Noon - Day, Noon + 1), (key.Identity, key.Usage, key.FirstMs, key.LastMs));
        Assert.Equal([test.Usage.SourceId, desk], key.Sources);
        Assert.Equal(key with { Sources = [] }, await IdentitiesRead.FindAsync(test.Database, key.Identity) is { } found ? found with { Sources = [] } : null);
        Assert.Equal(["other", "who@example.org"], (await IdentitiesRead.UnmatchedAsync(test.Database, new IdentityQuery("O", Sort: IdentitySort.Name))).Rows.Select(r => r.Identity.Value));
        Assert.Equal(["k"], (await IdentitiesRead.UnmatchedAsync(test.Database, new IdentityQuery("K", IdentityKind.ApiKey))).Rows.Select(r => r.Identity.Value));
        Assert.Equal(["h", "k"], (await IdentitiesRead.UnmatchedAsync(test.Database, new IdentityQuery(Sort: IdentitySort.Name, Take: 2))).Rows.Select(r => r.Identity.Value));
        Assert.Equal(["other", "who@example.org"], (await IdentitiesRead.UnmatchedAsync(test.Database, new IdentityQuery(Sort: IdentitySort.Name, Skip: 2))).Rows.Select(r => r.Identity.Value));
    }

    [Theory, BothDatabases]
    public async Task Known_usage_with_the_same_name_session_or_host_says_whose_it_may_be(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.WriteAsync(
            Of("a", Noon, ("account", "acc"), ("host", "h%")) with { Session = "s1" },
            Of("b", Noon, ("account", "acc")) with { Session = "s2" },
            Of("c", Noon, ("account", "acc")) with { Session = "s9", SeatEmail = "bob@example.org" },
            Of("d", Noon) with { Session = "s1", SeatEmail = "ada@example.org" },
            Of("e", Noon) with { Session = "s2", SeatEmail = "ada@example.org" },
            Of("f", Noon, ("host", "h%")) with { Session = "s3", SeatEmail = "bob@example.org" },
            Of("g", Noon, ("host", "hx")) with { Session = "s4", SeatEmail = "ada@example.org" });

        var evidence = await IdentitiesRead.EvidenceAsync(test.Database, new Identity(IdentityKind.AccountId, "acc"));

        Assert.Equal(
            [new(test.Bob, IdentityEvidenceKind.SameName, null, 1), new(test.Ada, IdentityEvidenceKind.SameSession, null, 2), new(test.Bob, IdentityEvidenceKind.SameHost, "h%", 1)],
            evidence);
        Assert.Empty(await IdentitiesRead.EvidenceAsync(test.Database, new Identity(IdentityKind.AccountId, "nobody's")));
    }

    [Theory, BothDatabases]
    public async Task A_rule_is_tried_on_all_known_usage(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.WriteAsync(
            Of("a", Noon, ("api_key", "ci-1")), Of("b", Noon, ("api_key", "CI-2")), Of("c", Noon, ("api_key", "ci-1")) with { SeatEmail = "ada@example.org" }, Of("d", Noon, ("api_key", "x")));

        var usage = await IdentitiesRead.TestAsync(test.Database, new IdentityRule([new IdentityCondition(IdentityKind.ApiKey, "ci-*")], test.Bob));

        Assert.Equal([new(0, new IdentityUsage(2, 0, Usd("1"))), new(test.Ada, new IdentityUsage(1, 0, Usd("0.5")))], usage);
    }

    [Theory, BothDatabases]
    public async Task Ten_thousand_names_are_found_page_by_page(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.Usage.WriteAsync(Enumerable.Range(0, 10_000).Select(i => Of($"m{i}", Noon, ("host", $"host-{i:d5}"))));

        var page = await IdentitiesRead.UnmatchedAsync(test.Database, new IdentityQuery("HOST-0", IdentityKind.Host, IdentitySort.Name, 9_950));

        Assert.Equal((10_000, 10_000, 50), (page.All, page.Found, page.Rows.Count));
        Assert.Equal("host-09950", page.Rows[0].Identity.Value);
        var moved = await test.Log.AppendAsync([new NewDecision(new IdentityRulesSet([new([new(IdentityKind.Host, "host-*")], test.Ada)]), 0)], "owner", Noon);
        Assert.Equal(10_000, Assert.IsType<AppendResult.Appended>(moved).Moves.Events);
        Assert.Equal(0, (await IdentitiesRead.UnmatchedAsync(test.Database, new IdentityQuery())).All);
    }
}
