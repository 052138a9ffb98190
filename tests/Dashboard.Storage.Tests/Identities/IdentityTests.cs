using System.Collections.Immutable;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Tests.Books;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests.Identities;

public sealed class IdentityTests
{
    private static readonly Identity Key = new(IdentityKind.ApiKey, "ci \"prod\" 100%_ü");

    [Theory, BothDatabases]
    public async Task Assigning_a_name_moves_its_usage_from_that_instant_a_preview_moves_none_and_taking_it_back_restores_everything(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.WriteAsync(Of("a", Noon - Day, ("api_key", Key.Value)), Of("b", Noon, ("api_key_id", Key.Value)), Of("c", Noon, ("api_key", "other")), Of("d", Noon, ("note", Key.Value)));
        var before = await ContentsAsync(test);

        var preview = await DecideAsync(test, new IdentityAssigned(Key.Kind, Key.Value, test.Ada), Noon, preview: true);
        Assert.Equal(before, await ContentsAsync(test));
        var moved = await DecideAsync(test, new IdentityAssigned(Key.Kind, Key.Value, test.Ada), Noon);
        Assert.Equal(preview.Moves, moved.Moves);
        Assert.Equal((0, test.Ada, 1), (Assert.Single(moved.Moves).FromSeat, moved.Moves[0].ToSeat, moved.Moves[0].Events));
        await DecideAsync(test, new IdentityAssigned(Key.Kind, Key.Value, test.Bob), Noon - Day);
        Assert.Equal([$"0|2", $"{test.Ada}|1", $"{test.Bob}|1"], await test.Usage.QueryAsync("SELECT seat_id, COUNT(*) FROM usage_event GROUP BY seat_id"));

        await DecideAsync(test, new IdentityAssigned(Key.Kind, Key.Value, null), Noon);
        await DecideAsync(test, new IdentityAssigned(Key.Kind, Key.Value, null), Noon - Day);

        Assert.Equal(before, await ContentsAsync(test));
        await AssertSoundAsync(test);
    }

    [Theory, BothDatabases]
    public async Task A_shared_key_is_split_by_rules_in_their_order(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.WriteAsync(
            Of("a", Noon, ("api_key", "shared")) with { Repository = "acme/shop" },
            Of("b", Noon, ("api_key", "shared")) with { Repository = "acme/till" },
            Of("c", Noon, ("api_key", "shared")) with { Repository = "other/till" },
            Of("d", Noon, ("api_key", "own")) with { Repository = "acme/shop" },
            Of("e", Noon, ("api_key", "shared")) with { Repository = "acme/shop", SeatEmail = "bob@example.org" });
        IdentityRule shop = new([new(IdentityKind.ApiKey, "shared"), new(IdentityKind.Repository, "acme/shop")], test.Ada);
        IdentityRule rest = new([new(IdentityKind.ApiKey, "SHARED"), new(IdentityKind.Repository, "acme/*")], test.Bob);

        await DecideAsync(test, new IdentityRulesSet([shop, rest]), 0);
        Assert.Equal([$"0|2", $"{test.Ada}|1", $"{test.Bob}|2"], await SeatsAsync(test));
        await DecideAsync(test, new IdentityRulesSet([rest, shop]), 0);
        Assert.Equal([$"0|2", $"{test.Bob}|3"], await SeatsAsync(test));
        await DecideAsync(test, new IdentityAssigned(IdentityKind.ApiKey, "shared", test.Ada), 0);
        Assert.Equal([$"0|1", $"{test.Ada}|3", $"{test.Bob}|1"], await SeatsAsync(test));
        await AssertSoundAsync(test);
    }

    [Theory, BothDatabases]
    public async Task The_seat_is_found_in_the_order_that_is_written_down(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var eve = await test.Log.AddSeatAsync("eve@example.org", "Eve", Noon);
        await test.Log.AssignSeatAsync(test.Usage.SourceId, eve, 0, "owner", Noon, preview: false);
        await DecideAsync(test, new IdentityAssigned(IdentityKind.Host, "build-1", test.Ada), 0);
        await DecideAsync(test, new IdentityAssigned(IdentityKind.AccountId, "acc", test.Bob), 0);
        await DecideAsync(test, new IdentityAssigned(IdentityKind.Email, "old@example.org", test.Bob), 0);
        await DecideAsync(test, new IdentityRulesSet([new([new(IdentityKind.Host, "*")], test.Bob)]), 0);

        await test.WriteAsync(
            Of("seat's e-mail", Noon, ("host", "build-1")) with { SeatEmail = "eve@example.org" },
            Of("assigned e-mail", Noon, ("host", "build-1")) with { SeatEmail = "Old@example.org" },
            Of("account before host", Noon, ("host", "build-1"), ("account", "acc")),
            Of("host before rules", Noon, ("host", "build-1")),
            Of("rules", Noon, ("host", "build-2")),
            Of("source", Noon),
            Of("unknown e-mail", Noon) with { SeatEmail = "who@example.org" });

        var rows = await test.Usage.QueryAsync("SELECT e.seat_id, COUNT(*) FROM usage_event e GROUP BY e.seat_id");
        Assert.Equal(["0|1", $"{test.Ada}|1", $"{test.Bob}|3", $"{eve}|2"], rows);
        Assert.Equal(DecisionProblem.EmailTaken, await test.Log.RefusedAsync(Noon, new IdentityAssigned(IdentityKind.Email, "Eve@example.org", test.Ada)));
        await AssertSoundAsync(test);
    }

    [Theory, BothDatabases]
    public async Task The_same_request_by_three_sources_counts_once_and_has_one_seat_whatever_comes_first(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var ci = await test.Log.RegisterSourceAsync("ci", "rest", Noon);
        var folder = await test.Log.RegisterSourceAsync("folder", "folder", Noon);
        await DecideAsync(test, new IdentityAssigned(IdentityKind.AccountId, "acc", test.Ada), 0);
        await DecideAsync(test, new IdentityRulesSet([new([new(IdentityKind.ApiKey, "k"), new(IdentityKind.Host, "build-*")], test.Bob)]), 0);
        (int Source, UsageRecord Record)[] seen =
        [
            (test.Usage.SourceId, Of("m", Noon, ("account", "acc")) with { Source = UsageSource.Otlp, MessageId = null, RequestId = "req-m" }),
            (ci, Of("m", Noon, ("api_key", "k"), ("host", "build-7")) with { Source = UsageSource.Rest, MessageId = null, RequestId = "req-m" }),
            (folder, Message("m") with { RequestId = "req-m" }),
        ];
        foreach (var order in (int[][])[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
        {
            await test.Usage.ClearAsync();
            foreach (var (source, record) in order.Select(i => seen[i]))
            {
                await test.Usage.WriteAsync(source, [record]);
            }

            Assert.Equal([$"{test.Ada}|1"], await SeatsAsync(test));
        }

        await DecideAsync(test, new IdentityAssigned(IdentityKind.AccountId, "acc", null), 0);
        Assert.Equal([$"{test.Bob}|1"], await SeatsAsync(test));
    }

    [Theory, BothDatabases]
    public async Task Any_number_of_assignments_and_rules_that_are_taken_back_leave_the_books_as_if_never_moved(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var random = new Random(20261120);
        var records = Enumerable.Range(0, 60).Select(i => Any(random, i)).ToList();
        await test.Usage.WriteAsync(records);
        await test.Database.Books.CatchUpAsync(Noon);
        var before = await ContentsAsync(test);
        for (var round = 0; round < 3; round++)
        {
            var froms = new HashSet<(IdentityKind, string, long)>();
            var ruled = new HashSet<long>();
            for (var step = 0; step < 8; step++)
            {
                var from = random.Next(3) == 0 ? 0 : Noon - (random.Next(-4, 15) * Day);
                var seat = random.Next(2) == 0 ? test.Ada : test.Bob;
                var identity = AnyIdentity(random);
                if (random.Next(3) == 0)
                {
                    ruled.Add(from);
                    await TryAsync(test, new IdentityRulesSet([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => AnyRule(random, test))]), from);
                }
                else if (await TryAsync(test, new IdentityAssigned(identity.Kind, identity.Value, seat), from))
                {
                    froms.Add((identity.Kind, identity.Value, from));
                }
            }

            // What arrives under these decisions is what was moved by them.
            var moved = await ContentsAsync(test);
            await test.Usage.ClearAsync();
            foreach (var piece in records.OrderBy(_ => random.Next()).Chunk(7))
            {
                await test.Usage.WriteAsync(piece);
            }

            await test.Database.Books.RebuildAsync(Noon);
            Assert.Equal(moved, await ContentsAsync(test));

            foreach (var (kind, value, from) in froms.OrderBy(_ => random.Next()))
            {
                await TryAsync(test, new IdentityAssigned(kind, value, null), from);
            }

            foreach (var from in ruled.OrderBy(_ => random.Next()))
            {
                await TryAsync(test, new IdentityRulesSet([]), from);
            }

            Assert.Equal(before, await ContentsAsync(test));
            await AssertSoundAsync(test);
        }
    }

    [Theory, BothDatabases]
    public async Task Many_names_in_one_call_move_what_each_by_itself_would(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.WriteAsync([.. Enumerable.Range(0, 40).Select(i => Of($"m{i}", Noon - (i % 4 * Day), ("host", $"host-{i % 20}")) with { SeatEmail = i % 20 < 3 ? $"who{i % 20}@example.org" : null })]);
        var before = await ContentsAsync(test);
        NewDecision[] all =
        [
            .. Enumerable.Range(3, 12).Select(i => new NewDecision(new IdentityAssigned(IdentityKind.Host, $"host-{i}", i % 2 == 0 ? test.Ada : test.Bob), i % 3 == 0 ? Noon - Day : 0)),
            .. Enumerable.Range(0, 3).Select(i => new NewDecision(new IdentityAssigned(IdentityKind.Email, $"who{i}@example.org", test.Ada), Noon - (2 * Day))),
        ];

        Assert.IsType<AppendResult.Appended>(await test.Log.AppendAsync(all, "owner", Noon));
        await test.Database.Books.CatchUpAsync(Noon);
        var together = await ContentsAsync(test);
        Assert.IsType<AppendResult.Appended>(await test.Log.AppendAsync([.. all.Select(d => d with { Body = (IdentityAssigned)d.Body with { SeatId = null } })], "owner", Noon));
        await test.Database.Books.CatchUpAsync(Noon);
        Assert.Equal(before, await ContentsAsync(test));
        foreach (var one in all)
        {
            await DecideAsync(test, one.Body, one.EffectiveAtMs);
        }

        Assert.Equal(together, await ContentsAsync(test));
        Assert.NotEqual(before, together);
    }

    [Theory, BothDatabases]
    public async Task Decisions_about_identities_are_checked(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await DecideAsync(test, new IdentityAssigned(IdentityKind.Host, "h", test.Bob), 0);

        Assert.Equal(DecisionProblem.AlreadyDecided, await test.Log.RefusedAsync(Noon, new IdentityAssigned(IdentityKind.Host, "h", test.Bob)));
        Assert.Equal(DecisionProblem.AlreadyDecided, await test.Log.RefusedAsync(Noon, new IdentityAssigned(IdentityKind.Host, "other", null)));
        Assert.Equal(DecisionProblem.UnknownSeat, await test.Log.RefusedAsync(Noon, new IdentityAssigned(IdentityKind.Host, "x", 99)));
        Assert.Equal(DecisionProblem.BadText, await test.Log.RefusedAsync(Noon, new IdentityAssigned(IdentityKind.Host, " ", test.Ada)));
        Assert.Equal(DecisionProblem.BadText, await test.Log.RefusedAsync(Noon, new IdentityAssigned(IdentityKind.Attribute, "no-name", test.Ada)));
        Assert.Equal(DecisionProblem.BadText, await test.Log.RefusedAsync(Noon, new IdentityAssigned((IdentityKind)77, "x", test.Ada)));
        Assert.Equal(DecisionProblem.BadRules, await test.Log.RefusedAsync(Noon, new IdentityRulesSet([new([], test.Ada)])));
        Assert.Equal(DecisionProblem.BadRules, await test.Log.RefusedAsync(Noon, new IdentityRulesSet([new([new(IdentityKind.Host, "")], test.Ada)])));
        Assert.Equal(DecisionProblem.UnknownSeat, await test.Log.RefusedAsync(Noon, new IdentityRulesSet([new([new(IdentityKind.Host, "h")], 99)])));
        Assert.Equal(DecisionProblem.NotTakenBack, await test.Log.RefusedAsync(Noon, new SeatAdditionTakenBack(test.Bob)));
    }

    internal static UsageRecord Of(string id, long atMs, params (string Name, string Value)[] tags) => BooksTest.Use(id, atMs, "0.5", null) with
    {
        Tags = tags.Length == 0 ? null : ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, tags.Select(t => KeyValuePair.Create(t.Name, t.Value))),
    };

    private static UsageRecord Any(Random random, int i)
    {
        var tags = new List<(string, string)>();
        foreach (var name in (string[])["account", "api_key", "host", "team"])
        {
            if (random.Next(2) == 0)
            {
                tags.Add((name, name + "-" + random.Next(3)));
            }
        }

        return Of("m" + i, Noon - (random.Next(0, 15 * 24) * 3_600_000L), [.. tags]) with
        {
            Repository = random.Next(3) == 0 ? null : "acme/" + random.Next(3),
            Workflow = random.Next(3) == 0 ? "w-" + random.Next(2) : null,
            SeatEmail = random.Next(6) switch { 0 => "ada@example.org", 1 => "who@example.org", _ => null },
        };
    }

    private static Identity AnyIdentity(Random random) => random.Next(7) switch
    {
        0 => new(IdentityKind.AccountId, "account-" + random.Next(3)),
        1 => new(IdentityKind.ApiKey, "api_key-" + random.Next(3)),
        2 => new(IdentityKind.Host, "host-" + random.Next(3)),
        3 => new(IdentityKind.Attribute, "team=team-" + random.Next(3)),
        4 => new(IdentityKind.Repository, "acme/" + random.Next(3)),
        5 => new(IdentityKind.Workflow, "w-" + random.Next(2)),
        _ => new(IdentityKind.Email, "who@example.org"),
    };

    private static IdentityRule AnyRule(Random random, BooksTest test) => new(
        [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => AnyIdentity(random)).Select(i => new IdentityCondition(i.Kind, random.Next(2) == 0 ? i.Value : i.Value[..^1] + "*"))],
        random.Next(2) == 0 ? test.Ada : test.Bob);

    private static async Task<bool> TryAsync(BooksTest test, DecisionBody body, long fromMs)
    {
        var isDone = await test.Log.AppendAsync([new NewDecision(body, fromMs)], "owner", Noon) is AppendResult.Appended;
        await test.Database.Books.CatchUpAsync(Noon);
        return isDone;
    }

    private static async Task<MoveSummary> DecideAsync(BooksTest test, DecisionBody body, long fromMs, bool preview = false)
    {
        var moves = Assert.IsType<AppendResult.Appended>(await test.Log.AppendAsync([new NewDecision(body, fromMs)], "owner", Noon, preview)).Moves;
        await test.Database.Books.CatchUpAsync(Noon);
        return moves;
    }

    private static Task<List<string>> SeatsAsync(BooksTest test) => test.Usage.QueryAsync("SELECT seat_id, COUNT(*) FROM usage_event GROUP BY seat_id");

    private static async Task<string> ContentsAsync(BooksTest test) => await test.Usage.ContentsAsync() + "\n" + await test.ContentsAsync();

    private static async Task AssertSoundAsync(BooksTest test)
    {
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
        Assert.Empty((await BooksDoctor.CheckAsync(test.Database, Noon)).Findings.SelectMany(f => f.Examples.Prepend(f.Invariant)));
    }
}
