using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Identities.IdentityTests;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests.Identities;

public sealed class IdentityErasureTests
{
    private const string Host = "bobs-\"ünal\"-macbook";
    private const string Old = "bobby@old.example";

    [Theory, BothDatabases]
    public async Task Names_that_only_the_erased_person_had_are_gone_everywhere_and_no_figure_changes(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var desk = await test.Log.RegisterSourceAsync("desk", "rest", Noon);
        await test.Log.AppendAsync(
            [
                new NewDecision(new IdentityAssigned(IdentityKind.Host, Host, test.Bob), 0),
                new NewDecision(new IdentityAssigned(IdentityKind.Email, Old, test.Bob), 0),
                new NewDecision(new IdentityAssigned(IdentityKind.AccountId, "team", test.Bob), 0),
                new NewDecision(new IdentityAssigned(IdentityKind.Host, "build-7", test.Bob), 0),
                new NewDecision(new IdentityAssigned(IdentityKind.Host, "build-7", test.Ada), Noon),
                new NewDecision(new IdentityRulesSet([new([new(IdentityKind.Host, Host.ToUpperInvariant()), new(IdentityKind.Attribute, "x=*")], test.Bob)]), 0),
                new NewDecision(new IdentityRulesSet([]), Noon + Day),
            ],
            "owner",
            Noon);
        await test.WriteAsync(
            Of("a", Noon - Day, ("host", Host)), Of("b", Noon) with { SeatEmail = Old }, Of("c", Noon - Day, ("host", "build-7")), Of("d", Noon, ("account", "team"), ("team", "team"), ("note", Host)));
        await test.Usage.WriteAsync(desk, [Message("a") with { Source = UsageSource.Rest, MessageId = null, RequestId = "req-a", Tags = Of("x", Noon, ("host", Host), ("user", "u")).Tags }]);
        await test.DecideAsync(Noon + 1, new SeatEnded(test.Bob, new DateOnly(2026, 11, 20)));
        var figures = await test.ContentsAsync();
        Assert.Equal([$"{test.Bob}|4"], await test.Usage.QueryAsync("SELECT seat_id, COUNT(*) FROM usage_event GROUP BY seat_id"));

        await test.Database.Audit.EraseAsync("bob@example.org", new Actor("owner@example.org"), "asked on paper", Noon + 50);

        string[] texts = ["SELECT payload FROM decision", "SELECT COALESCE(before, '') || COALESCE(after, '') FROM audit_detail", "SELECT observations FROM usage_evidence", "SELECT text FROM actor"];
        foreach (var text in texts)
        {
            var all = string.Join('\n', await test.Usage.QueryAsync(text));
            Assert.DoesNotContain("macbook", all, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Old, all, StringComparison.OrdinalIgnoreCase);
        }

        // A word that stands under another tag is not known to be the person's.
        var tags = await test.Usage.QueryAsync("SELECT text FROM tags ORDER BY id");
        Assert.All(tags, t => Assert.DoesNotContain("\"host\":\"bobs", t, StringComparison.Ordinal));
        Assert.Contains(tags, t => t.Contains("\"team\":\"team\"", StringComparison.Ordinal) && t.Contains("erased-", StringComparison.Ordinal));
        Assert.Contains(await test.Usage.QueryAsync("SELECT payload FROM decision"), p => p.Contains("build-7", StringComparison.Ordinal));
        Assert.Equal(figures, await test.ContentsAsync());
        Assert.Empty((await test.Database.Audit.VerifyAsync()).Findings);

        // Looking at all usage again moves none of it.
        var looked = Assert.IsType<AppendResult.Appended>(await test.Log.AppendAsync([new NewDecision(new PoolRulesChanged(PoolRules.Shipped), Noon + 60)], "owner", Noon + 60));
        Assert.Equal(0, looked.Moves.Events);
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
        Assert.Empty((await BooksDoctor.CheckAsync(test.Database, Noon + 60)).Findings);
    }
}
