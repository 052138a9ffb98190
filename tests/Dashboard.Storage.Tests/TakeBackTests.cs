using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Tests.Books;
using Dashboard.Storage.Writes;
using FsCheck;
using FsCheck.Fluent;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class TakeBackTests
{
    private const long Middle = Noon - (Day / 2);

    [Theory, BothDatabases]
    public async Task After_imports_are_taken_back_everything_is_as_if_they_had_never_been(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var place = await PlaceAsync(test);

        // FsCheck wants an answer now, and the database gives it later: this one place waits.
        Prop.ForAll<int>(seed => Task.Run(() => IsAsIfNeverAsync(test, place, seed)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(provider == DatabaseProvider.Sqlite ? 40 : 10));
    }

    [Theory, BothDatabases]
    public async Task Whose_a_request_is_follows_what_was_decided_when_it_was_told(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var place = await PlaceAsync(test);
        var known = Message("m") with { Tags = ImmutableSortedDictionary<string, string>.Empty.Add("api_key", "k1") };
        foreach (var decided in (DecisionBody[])[new SourceSeatSet(place.First, place.Lena), new IdentityAssigned(IdentityKind.ApiKey, "k1", place.Lena)])
        {
            foreach (var person in provider == DatabaseProvider.Sqlite ? (string?[])[null, "lena@example.com", "mara@example.com"] : [null])
            {
                Step[] steps =
                [
                    new(place.First, false, [known], []),
                    new(place.Third, false, [known with { SeatEmail = "mara@example.com" }], []),
                    new(place.FirstImport, true, [known with { Source = UsageSource.Csv, SeatEmail = person }], []),
                    new(0, false, [], []) { Decided = new NewDecision(decided, Middle) },
                ];
                foreach (var order in Orders(steps))
                {
                    await IsAsIfNeverAsync(test, place, order, [place.FirstImport], early: []);
                }
            }
        }
    }

    [Theory, BothDatabases]
    public async Task A_request_without_an_e_mail_is_the_seat_s_of_its_source_again(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var place = await PlaceAsync(test);
        await WriteAsync(test, new Step(place.First, false, [Message("m")], []));
        await WriteAsync(test, new Step(place.FirstImport, true, [Message("m") with { Source = UsageSource.Csv, SeatEmail = "lena@example.com" }], []));
        await test.Database.Decisions.AssignSeatAsync(place.First, place.Mara, 0, "owner", Noon, preview: false);
        Assert.Equal([$"{place.Lena}"], await test.QueryAsync("SELECT seat_id FROM usage_event"));

        await TakeBackAsync(test, [place.FirstImport]);

        Assert.Equal([$"{place.Mara}"], await test.QueryAsync("SELECT seat_id FROM usage_event"));
    }

    [Theory, BothDatabases]
    public async Task The_books_of_the_running_cycle_and_of_one_that_ended_are_as_if_it_had_never_been(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var import = await test.Log.RegisterSourceAsync("one.csv", "csv", Noon);
        await test.Database.Books.RollForwardAsync(Noon);
        await test.WriteAsync(BooksTest.Use("known", BooksTest.Start + Day, "20"), BooksTest.Use("b", BooksTest.Start + (2 * Day), "95", "bob@example.org"));
        var before = await test.ContentsAsync();
        await WriteAsync(test.Usage, new Step(import, true, [BooksTest.Use("known", BooksTest.Start + Day, "31"), BooksTest.Use("more", BooksTest.Start + (3 * Day), "99.123456789"), BooksTest.Use("old", BooksTest.Start - (9 * Day), "3")], []));
        await test.Database.Books.CatchUpAsync(Noon);
        await BeginAsync(test.Usage, import);
        var with = await test.ContentsAsync();
        await test.WriteAsync(BooksTest.Use("more", BooksTest.Start + (3 * Day), "1") with { Tokens = new TokenCounts(1, 1, 0, 0, 0) });

        await test.Database.Imports.TakeBackAsync(import, "finance@example.com", Noon, preview: false);
        await test.Database.Books.CatchUpAsync(Noon);
        var left = await test.ContentsAsync();
        await using var never = await BooksTest.CreateAsync(provider);
        await never.Log.RegisterSourceAsync("one.csv", "csv", Noon);
        await never.Database.Books.RollForwardAsync(Noon);
        await never.WriteAsync(BooksTest.Use("known", BooksTest.Start + Day, "20"), BooksTest.Use("b", BooksTest.Start + (2 * Day), "95", "bob@example.org"));
        await never.WriteAsync(BooksTest.Use("more", BooksTest.Start + (3 * Day), "1") with { Tokens = new TokenCounts(1, 1, 0, 0, 0) });

        Assert.NotEqual(before, with);
        Assert.Equal(await never.ContentsAsync(), left);
        Assert.Empty((await BooksDoctor.CheckAsync(test.Database, Noon)).Findings);
    }

    [Theory, BothDatabases]
    public async Task A_preview_tells_what_would_change_and_keeps_everything(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var place = await PlaceAsync(test);
        await WriteAsync(test, new Step(place.First, false, [Message("known")], []));
        var without = await EverythingAsync(test);
        await WriteAsync(test, new Step(place.FirstImport, true, [Message("known", output: 900) with { Source = UsageSource.Csv }, Message("new") with { Source = UsageSource.Csv, SeatEmail = "lena@example.com" }], []));
        await BeginAsync(test, place.FirstImport);
        var with = await EverythingAsync(test);

        var changes = await test.Database.Imports.TakeBackAsync(place.FirstImport, "finance@example.com", Noon, preview: true);

        Assert.Equal(with, await EverythingAsync(test));
        Assert.Equal(-1, changes!.Sum(c => c.Events));
        Assert.True(changes!.Sum(c => c.Cost.Value) < 0);
        Assert.Equal(changes, await test.Database.Imports.TakeBackAsync(place.FirstImport, "finance@example.com", Noon, preview: false));
        Assert.Equal(without, await EverythingAsync(test));
        Assert.Null(await test.Database.Imports.TakeBackAsync(place.FirstImport, "finance@example.com", Noon, preview: false));
        Assert.Equal(ImportState.TakenBack, (ImportState)(await test.Database.Imports.FindAsync(place.FirstImport))!.State);
        Assert.Equal(2, await test.NumberAsync("SELECT COUNT(*) FROM audit_entry WHERE kind IN ('usage-import-started', 'usage-import-taken-back')"));
    }

    [Theory, BothDatabases]
    public async Task The_preview_of_an_import_is_what_the_import_then_does(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var place = await PlaceAsync(test);
        await WriteAsync(test, new Step(place.First, false, [Message("known")], []));
        var before = await EverythingAsync(test);
        var batch = new UsageBatch
        {
            SourceId = place.FirstImport,
            ReceivedAtMs = Noon,
            IsImport = true,
            Records = [Message("known"), Message("a") with { SeatEmail = "lena@example.com" }, Message("b") with { SeatEmail = "nobody@example.com" }, Message("c") with { Model = "no-such-model" }],
        };

        var preview = await test.Database.Imports.PreviewAsync(Pool.Programmatic, new[] { batch }.ToAsyncEnumerable());

        Assert.Equal(before, await EverythingAsync(test));
        var outcome = await test.Database.Writer.WriteAsync(batch);
        Assert.Equal((outcome.Accepted, outcome.Updated, outcome.Duplicate), (preview.Outcome.Accepted, preview.Outcome.Updated, preview.Outcome.Duplicate));
        Assert.Equal(["", "lena@example.com", "nobody@example.com"], preview.People.Select(p => p.Stated).Order());
        Assert.Equal(1, preview.People.Single(p => p.Stated.Length == 0).Unpriced);
        Assert.Equal(3, preview.Changes.Sum(c => c.Events));
    }

    private static Task IsAsIfNeverAsync(UsageTest test, Place place, int seed)
    {
        var random = new Random(seed);
        var steps = Steps(random, place).ToList();
        int[] imports = [place.FirstImport, place.SecondImport];
        var gone = imports.Where(_ => random.Next(3) > 0).OrderBy(_ => random.Next()).ToList();
        return IsAsIfNeverAsync(test, place, steps, gone, [.. gone.Where(_ => random.Next(3) == 0)]);
    }

    private static async Task IsAsIfNeverAsync(UsageTest test, Place place, List<Step> steps, IReadOnlyCollection<int> gone, IReadOnlyCollection<int> early)
    {
        await ClearAsync(test, place);
        foreach (var step in steps.Where(s => !gone.Contains(s.Source)))
        {
            await WriteAsync(test, step);
        }

        var expected = await EverythingAsync(test);
        await ClearAsync(test, place);
        var last = steps.FindLastIndex(s => early.Contains(s.Source));
        for (var i = 0; i < steps.Count; i++)
        {
            await WriteAsync(test, steps[i]);
            if (i == last)
            {
                await TakeBackAsync(test, early);
            }
        }

        await TakeBackAsync(test, gone.Except(early));

        Assert.Equal(expected, await EverythingAsync(test));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    private static async Task TakeBackAsync(UsageTest test, IEnumerable<int> imports)
    {
        foreach (var import in imports)
        {
            await BeginAsync(test, import);
            Assert.NotNull(await test.Database.Imports.TakeBackAsync(import, "finance@example.com", Noon, preview: false));
        }
    }

    /// <summary>Few ids, so that much of it meets; two sources with seats of their own, two imports, results between.</summary>
    private static IEnumerable<Step> Steps(Random random, Place place)
    {
        for (var i = random.Next(3, 14); i > 0; i--)
        {
            if (random.Next(4) == 0)
            {
                yield return new Step(0, false, [], []) { Decided = Decided(random, place) };
                continue;
            }

            var which = random.Next(5);
            var source = which switch { 0 => place.First, 1 => place.Third, 2 => place.Second, 3 => place.FirstImport, _ => place.SecondImport };
            var results = which < 3 && random.Next(3) == 0 ? Result(random) : [];
            yield return new Step(source, which > 2, [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Observation(random, which > 2))], results);
        }
    }

    /// <summary>Whose usage of a source or under a name is, for all time or from an instant in the middle of it.</summary>
    private static NewDecision Decided(Random random, Place place)
    {
        int[] seats = [0, place.Lena, place.Mara];
        var seat = seats[random.Next(seats.Length)];
        DecisionBody body = random.Next(4) switch
        {
            0 => new SourceSeatSet(place.First, seat),
            1 => new SourceSeatSet(place.Third, seat),
            2 => new IdentityAssigned(IdentityKind.Email, "nobody@example.com", seat == 0 ? null : seat),
            _ => new IdentityAssigned(IdentityKind.ApiKey, "k1", seat == 0 ? null : seat),
        };
        return new NewDecision(body, random.Next(2) == 0 ? 0 : Middle);
    }

    private static IEnumerable<List<Step>> Orders(Step[] steps) => steps.Length == 0
        ? [[]]
        : steps.SelectMany((first, i) => Orders([.. steps.Where((_, k) => k != i)]).Select(rest => (List<Step>)[first, .. rest]));

    private static UsageRecord Observation(Random random, bool isImport)
    {
        string?[] messages = ["m1", "m2", "m3", null, null];
        string?[] requests = ["r1", "r2", "r3", null];
        string?[] people = [null, null, null, "lena@example.com", "mara@example.com", "nobody@example.com"];
        return new UsageRecord
        {
            Source = isImport ? UsageSource.Csv : random.Next(2) == 0 ? UsageSource.Transcript : UsageSource.Rest,
            OccurredAtMs = !isImport && random.Next(8) == 0 ? null : Noon - random.Next(0, (int)Day),
            MessageId = messages[random.Next(messages.Length)],
            RequestId = requests[random.Next(requests.Length)],
            SourceEventId = random.Next(2) == 0 ? "s" + random.Next(3) : null,
            Session = random.Next(4) == 0 ? null : "session-" + random.Next(2),
            Model = random.Next(4) == 0 ? "no-such-model" : "claude-opus-4-8",
            Project = random.Next(2) == 0 ? "p" : null,
            SeatEmail = people[random.Next(people.Length)],
            Tags = random.Next(3) == 0 ? ImmutableSortedDictionary<string, string>.Empty.Add("api_key", "k1") : null,
            IsCopy = !isImport && random.Next(4) == 0,
            Tokens = new TokenCounts(random.Next(3), random.Next(3), 0, random.Next(2), 1_000),
            AuthoritativeCost = random.Next(5) == 0 ? new Nanodollars(random.Next(100)) : null,
        };
    }

    private static RunResult[] Result(Random random) =>
    [
        new RunResult
        {
            Session = "session-" + random.Next(2),
            Id = "result-" + random.Next(3),
            AtMs = Noon - random.Next(0, (int)Day),
            Sequence = 1,
            Total = new Nanodollars(random.Next(50_000_000)),
            Models = [new ModelTotal("claude-opus-4-8", new TokenCounts(random.Next(5), random.Next(9), 0, 0, 5_000), 0, new Nanodollars(random.Next(50_000_000)))],
        },
    ];

    /// <summary>What is decided already is refused, in the one world as in the other.</summary>
    private static Task WriteAsync(UsageTest test, Step step) => step.Decided is { } decided
        ? test.Database.Decisions.AppendAsync([decided], "test", Noon)
        : test.Database.Writer.WriteAsync(
        new UsageBatch { SourceId = step.Source, IsImport = step.IsImport, ReceivedAtMs = Noon, FallbackAtMs = Noon, Records = [.. step.Records], Results = [.. step.Results] });

    private static Task BeginAsync(UsageTest test, int import) => test.Database.Imports.BeginAsync(
        new UsageImportRow { SourceId = import, FileName = "f.csv", Mapping = "m", MappingJson = "{}", State = (int)ImportState.Done, StartedAtMs = Noon, StartedBy = "finance@example.com" }, "finance@example.com");

    private static async Task ClearAsync(UsageTest test, Place place)
    {
        var log = test.Database.Decisions;
        Identity[] names = [new(IdentityKind.Email, "nobody@example.com"), new(IdentityKind.ApiKey, "k1")];
        foreach (var at in (long[])[0, Middle])
        {
            var assigned = (await log.CurrentAsync()).Identities;
            DecisionBody[] nobodys =
            [
                new SourceSeatSet(place.First, 0), new SourceSeatSet(place.Third, 0),
                .. names.Where(n => assigned.AssignedTo(n, at) is not null).Select(n => new IdentityAssigned(n.Kind, n.Value, null)),
            ];
            Assert.IsType<AppendResult.Appended>(await log.AppendAsync([.. nobodys.Select(b => new NewDecision(b, at))], "test", Noon));
        }

        await test.ClearAsync();
        await test.QueryAsync("DELETE FROM imported_event; DELETE FROM imported_key; DELETE FROM imported_observation; DELETE FROM usage_import");
    }

    /// <summary>All that usage left, and that nothing of imports that are gone is kept.</summary>
    private static async Task<string> EverythingAsync(UsageTest test) =>
        await test.ContentsAsync() + "\n" + string.Join('\n', await test.QueryAsync("SELECT 'trace', source_id, primary_hash, link_hash, record FROM imported_observation"));

    private static async Task<Place> PlaceAsync(UsageTest test)
    {
        var log = test.Database.Decisions;
        var lena = await log.AddSeatAsync("lena@example.com", "Lena", Noon);
        var mara = await log.AddSeatAsync("mara@example.com", "Mara", Noon);
        var second = await log.RegisterSourceAsync("server", "folder", Noon);
        await log.AssignSeatAsync(second, mara, 0, "owner", Noon, preview: false);
        var imports = (await log.RegisterSourceAsync("one.csv", "csv", Noon), await log.RegisterSourceAsync("two.csv", "csv", Noon));
        return new Place(test.SourceId, second, await log.RegisterSourceAsync("builds", "rest", Noon), imports.Item1, imports.Item2, lena, mara);
    }

    /// <param name="First">Nobody's, unless somebody decides otherwise.</param>
    /// <param name="Second">Mara's.</param>
    /// <param name="Third">Like the first.</param>
    /// <param name="FirstImport">A file.</param>
    /// <param name="SecondImport">Another.</param>
    /// <param name="Lena">A seat.</param>
    /// <param name="Mara">Another.</param>
    private sealed record Place(int First, int Second, int Third, int FirstImport, int SecondImport, int Lena, int Mara);

    private sealed record Step(int Source, bool IsImport, UsageRecord[] Records, RunResult[] Results)
    {
        public NewDecision? Decided { get; init; }
    }
}
