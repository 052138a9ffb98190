using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Tests.Books;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests.Vendor;

/// <summary>On days when a seat's declared money source is the vendor's report, its rows post for the seat and nothing else.</summary>
public sealed class MoneySourceTests
{
    private const VendorReportKind Report = VendorReportKind.EnterpriseCost;

    /// <summary>2026-11-10, a UTC day.</summary>
    private const long Tenth = BooksTest.Start + (9 * Day);

    [Theory, BothDatabases]
    public async Task On_its_days_only_the_report_posts_and_the_requests_are_kept_as_evidence(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var (connection, source) = await ConnectAsync(test);
        await test.WriteAsync(Use("before", Tenth - 1, "1"), Use("on", Tenth, "2"), Use("on2", Tenth + Day, "4"), Use("bob", Tenth, "8", "bob@example.org"));
        await ReportAsync(test, connection, Tenth, ("ada@example.org", 700), ("bob@example.org", 9_000), ("stranger@example.org", 100));

        await SwitchAsync(test, Tenth, connection, source);

        // 1 from before, 7 by the report; 2 and 4 do not post, and the second day has no row yet.
        Assert.Equal([$"{-test.Ada}|{Nano(6)}", $"{test.Ada}|{Nano(8)}", $"{test.Bob}|{Nano(8)}"], await SeatsAsync(test));
        Assert.Equal([Nano(16).ToString()], await test.Usage.QueryAsync("SELECT CAST(SUM(cost_nano) AS BIGINT) FROM rollup_org_day"));
        Assert.Equal($"{Nano(100)}|{Nano(8)}|{Nano(92)}|0|0", await test.CycleAsync(test.Ada));
        Assert.Equal($"{Nano(100)}|{Nano(8)}|{Nano(92)}|0|0", await test.CycleAsync(test.Bob));

        // What arrives later for those days is evidence too, and a restated row posts what it says now, also when it is less.
        await test.WriteAsync(Use("late", Tenth + 5, "16"));
        await ReportAsync(test, connection, Tenth, Noon + 1, ("ada@example.org", 300));
        await ReportAsync(test, connection, Tenth + Day, ("ada@example.org", 50));
        await test.Database.Books.CatchUpAsync(Noon);
        Assert.Equal([$"{-test.Ada}|{Nano(22)}", $"{test.Ada}|{Nano(4) + 500_000_000}", $"{test.Bob}|{Nano(8)}"], await SeatsAsync(test));
        Assert.Equal($"{Nano(100)}|{Nano(4) + 500_000_000}|{Nano(95) + 500_000_000}|0|0", await test.CycleAsync(test.Ada));
        await AssertSoundAsync(test);
        var kept = Assert.Single(await test.Database.VendorReport.KeptAsync(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)));
        Assert.Equal((test.Ada, 3L, Nanodollars.FromUsd(22)), (kept.SeatId, kept.Events, kept.Cost));

        // The doctor sees a row that does not post, and puts it right.
        await test.Usage.QueryAsync("DELETE FROM usage_event WHERE (flags & 8192) <> 0 AND cost_nano = 3000000000");
        Assert.Contains((await UsageDoctor.CheckAsync(test.Database)).Findings, f => f.Invariant == "Seats whose money is a report of the vendor post exactly its rows.");
        Assert.Empty((await UsageDoctor.RebuildAsync(test.Database)).Left);
        await test.Database.Books.CatchUpAsync(Noon);
        Assert.Equal($"{Nano(100)}|{Nano(4) + 500_000_000}|{Nano(95) + 500_000_000}|0|0", await test.CycleAsync(test.Ada));
    }

    [Theory, BothDatabases]
    public async Task Switching_back_and_forth_leaves_usage_and_ledger_as_if_never_switched_and_a_preview_moves_nothing(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var (connection, source) = await ConnectAsync(test);
        await test.WriteAsync([.. Enumerable.Range(0, 60).Select(i => Use($"u{i}", Tenth - (5 * Day) + (i * Day / 6), "3.000000007"))]);
        await test.Usage.WriteResultsAsync(Result(Tenth + 100, "250"));
        for (var day = 0; day < 10; day++)
        {
            await ReportAsync(test, connection, Tenth + ((day - 5) * Day), ("ada@example.org", 1_234 + day));
        }

        await test.Database.Books.CatchUpAsync(Noon);
        var before = await ContentsAsync(test);

        var preview = Assert.IsType<AppendResult.Appended>(await test.Log.AppendAsync([new NewDecision(Money(test.Ada, connection, source), Tenth, "why")], "test", Noon, preview: true));
        Assert.Equal(before, await ContentsAsync(test));
        Assert.Equal(5, preview.Moves.Moves.Count(m => m.CostBefore.IsZero && m.CostAfter > Nanodollars.Zero));
        Assert.Contains(preview.Moves.Moves, m => m.CostBefore > Nanodollars.Zero && m.CostAfter.IsZero);

        foreach (var at in new[] { Tenth, Tenth - (3 * Day), Tenth + (2 * Day) })
        {
            await SwitchAsync(test, at, connection, source);
            Assert.NotEqual(before, await ContentsAsync(test));
            await AssertSoundAsync(test);
        }

        foreach (var at in new[] { Tenth - (3 * Day), Tenth + (2 * Day), Tenth })
        {
            await BackAsync(test, at);
        }

        Assert.Equal(before, await ContentsAsync(test));
        await AssertSoundAsync(test);
    }

    [Theory, BothDatabases]
    public async Task Whatever_comes_in_whatever_order_the_books_end_the_same(DatabaseProvider provider)
    {
        foreach (var seed in (int[])[1, 2, 3])
        {
            var random = new Random(seed);
            var (uses, days) = (new List<UsageRecord>(), new List<(long Day, long AsOf, (string, long)[] Rows)>());
            for (var i = 0; i < 40; i++)
            {
                uses.Add(Use($"u{i}", Tenth + random.NextInt64(-3 * Day, 6 * Day), $"{random.Next(1, 5)}.00000000{random.Next(9)}", random.Next(3) switch { 0 => "ada@example.org", 1 => "bob@example.org", _ => null }) with { Session = "s" + random.Next(4) });
            }

            for (var i = 0; i < 30; i++)
            {
                days.Add((Tenth + (random.Next(-3, 6) * Day), Noon + i, [.. new[] { "ada@example.org", "bob@example.org", "ci@example.org" }.Where(_ => random.Next(4) > 0).Select(e => (e, random.NextInt64(0, 5_000)))]));
            }

            string? expected = null;
            foreach (var order in (int[])[0, 1, 2])
            {
                await using var test = await BooksTest.CreateAsync(provider);
                var (connection, source) = await ConnectAsync(test);
                var steps = new List<Func<Task>>();
                steps.AddRange(uses.Chunk(7).Select(c => (Func<Task>)(() => test.Usage.WriteAsync(c))));
                steps.AddRange(days.Select(d => (Func<Task>)(() => ReportAsync(test, connection, d.Day, d.AsOf, d.Rows))));
                steps.Add(() => test.Usage.WriteResultsAsync(Result(Tenth + Day + 7, "90", "s1")));
                steps.Add(() => test.Log.AppendAsync(Noon, new IdentityAssigned(IdentityKind.Email, "ci@example.org", test.Bob)));
                var shuffled = steps.ToArray();
                new Random(seed + (100 * order)).Shuffle(shuffled);

                // The decisions keep their order among themselves; where they fall among the rest differs.
                var decisions = new Queue<Func<Task>>(
                [
                    () => SwitchAsync(test, Tenth - Day, connection, source), () => SwitchAsync(test, Tenth + Day, connection, source, test.Bob),
                    () => BackAsync(test, Tenth + (3 * Day)), () => SwitchAsync(test, Tenth + (4 * Day), connection, source),
                ]);
                var at = new Random(seed + order);
                foreach (var step in shuffled)
                {
                    if (at.Next(12) == 0 && decisions.TryDequeue(out var early))
                    {
                        await early();
                    }

                    await step();
                }

                while (decisions.TryDequeue(out var late))
                {
                    await late();
                }

                await test.Database.Books.CatchUpAsync(Noon);
                var contents = await ContentsAsync(test);
                await AssertSoundAsync(test);
                await UsageDoctor.RebuildAsync(test.Database);
                await test.Database.Books.CatchUpAsync(Noon);
                Assert.Equal(contents, await ContentsAsync(test));
                Assert.Equal(expected ??= contents, contents);
            }
        }
    }

    [Theory, BothDatabases]
    public async Task Nothing_else_is_moved_by_it_and_nothing_it_rests_on_can_be_taken_away(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var (connection, source) = await ConnectAsync(test);
        await ReportAsync(test, connection, Tenth, ("ada@example.org", 700));

        Assert.Equal(DecisionProblem.BadInstant, await test.Log.RefusedAsync(Tenth + 1, Money(test.Ada, connection, source)));
        Assert.Equal(DecisionProblem.BadRules, await test.Log.RefusedAsync(Tenth, Money(test.Ada, connection, source) with { Report = VendorReportKind.EnterpriseUsage }));
        Assert.Equal(DecisionProblem.UnknownSource, await test.Log.RefusedAsync(Tenth, Money(test.Ada, connection, test.Usage.SourceId)));
        Assert.Equal(DecisionProblem.UnknownSeat, await test.Log.RefusedAsync(Tenth, Money(0, connection, source)));
        await SwitchAsync(test, Tenth, connection, source);

        Assert.Equal(DecisionProblem.NotTakenBack, await test.Log.RefusedAsync(Noon, new SeatAdditionTakenBack(test.Ada)));
        Assert.False(await new StoredVendorConnections(test.Database).RemoveAsync(connection, new AuditEvent("vendor-connection-removed", "vendor:1", "test"), Noon));

        // Another zone, another discount: the amount is what the vendor bills, and the sums hold.
        await test.DecideAsync(Noon, new ContractSet(new(9, 10)), new ZoneChanged("Pacific/Auckland"));
        Assert.Equal([$"{test.Ada}|{Nano(7)}"], await SeatsAsync(test));
        await AssertSoundAsync(test);
    }

    [Theory, BothDatabases]
    public async Task An_imported_file_beside_the_report_is_evidence_says_so_and_is_taken_back_whole(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        var (connection, source) = await ConnectAsync(test);
        await test.WriteAsync(Use("on", Tenth, "2"));
        await ReportAsync(test, connection, Tenth, ("ada@example.org", 700));
        await SwitchAsync(test, Tenth, connection, source);
        var import = await test.Log.RegisterSourceAsync("one.csv", "csv", Noon);
        var before = await ContentsAsync(test);
        var file = new UsageBatch { SourceId = import, IsImport = true, ReceivedAtMs = Noon, Records = [Use("on", Tenth, "5"), Use("file", Tenth + 1, "9")] };

        var look = await test.Database.Imports.PreviewAsync(Pool.Unknown, new[] { file }.ToAsyncEnumerable());
        await test.Database.Writer.WriteAsync(file);
        await test.Database.Books.CatchUpAsync(Noon);
        var posted = await test.CycleAsync(test.Ada);
        await test.Database.Imports.BeginAsync(new UsageImportRow { SourceId = import, FileName = "one.csv", Mapping = "m", MappingJson = "{}", State = (int)ImportState.Done, StartedAtMs = Noon, StartedBy = "finance" }, "finance");
        Assert.NotNull(await test.Database.Imports.TakeBackAsync(import, "finance", Noon, preview: false));
        await test.Database.Books.CatchUpAsync(Noon);

        Assert.Empty(look.Changes);
        Assert.Equal([(test.Ada, 1L)], look.People.Select(p => (p.SeatId, p.Events)));
        Assert.StartsWith("1 of the new requests", Assert.Single(look.Notes), StringComparison.Ordinal);
        Assert.Equal($"{Nano(100)}|{Nano(7)}|{Nano(93)}|0|0", posted);
        Assert.Equal(before, await ContentsAsync(test));
        await AssertSoundAsync(test);
    }

    private static long Nano(long dollars) => dollars * Nanodollars.PerUsd;

    private static UsageRecord Use(string id, long atMs, string usd, string? email = "ada@example.org") => BooksTest.Use(id, atMs, usd, email);

    private static RunResult Result(long atMs, string usd, string session = "session-1") => new()
    {
        Session = session,
        Id = "result-" + session,
        Sequence = 1,
        AtMs = atMs,
        SeatEmail = "ada@example.org",
        Total = Usd(usd),
        Models = [new ModelTotal("claude-opus-4-8", new TokenCounts(1, 2, 3, 4, 5), 0, Usd(usd))],
    };

    private static MoneySourceSet Money(int seat, int connection, int source) => new(seat, MoneySource.VendorReport, connection, Report, source);

    private static Task SwitchAsync(BooksTest test, long atMs, int connection, int source, int? seat = null) => AppendAsync(test, Money(seat ?? test.Ada, connection, source), atMs);

    private static Task BackAsync(BooksTest test, long atMs) => AppendAsync(test, new MoneySourceSet(test.Ada, MoneySource.Requests), atMs);

    private static async Task AppendAsync(BooksTest test, DecisionBody body, long atMs)
    {
        Assert.IsType<AppendResult.Appended>(await test.Log.AppendAsync([new NewDecision(body, atMs, "why")], "test", Noon));
        await test.Database.Books.CatchUpAsync(Noon);
    }

    private static async Task<(int Connection, int Source)> ConnectAsync(BooksTest test)
    {
        var connection = Assert.IsType<int>(await new StoredVendorConnections(test.Database).AddAsync(
            new VendorConnectionRow { Name = "acme", Kind = 2, Address = "https://api.example.test", KeyProtected = "x", KeyShown = "…", Reports = 31, Enabled = true, CreatedAtMs = Noon, CreatedBy = "test" },
            id => new AuditEvent("vendor-connection-made", $"vendor:{id}", "test")));
        var source = await test.Log.RegisterSourceAsync("Vendor: acme", "vendor", Noon);
        await test.Log.AppendAsync(0, new SourcePoolSet(source, Pool.Programmatic));
        return (connection, source);
    }

    private static Task ReportAsync(BooksTest test, int connection, long dayMs, params (string Email, long Cents)[] rows) => ReportAsync(test, connection, dayMs, Noon, rows);

    private static async Task ReportAsync(BooksTest test, int connection, long dayMs, long asOf, params (string Email, long Cents)[] rows)
    {
        var day = VendorReports.DayOf(dayMs);
        await new StoredVendorDays(test.Database).WriteAsync(
            connection, Report, day,
            [.. rows.Select(r => (new VendorFigure { Report = Report, Day = day, Actor = new VendorActor(VendorActorKind.AccountId, "user_" + r.Email, r.Email), Model = "claude-opus-5-5", Product = "claude_code", Cost = Nanodollars.FromCents(r.Cents) }, asOf))],
            asOf, Noon);
    }

    private static Task<List<string>> SeatsAsync(BooksTest test) => test.Usage.QueryAsync("SELECT seat_id, CAST(SUM(cost_nano) AS BIGINT) FROM rollup_seat_day GROUP BY seat_id ORDER BY 1");

    private static async Task<string> ContentsAsync(BooksTest test) => await test.Usage.ContentsAsync() + "\n" + await test.ContentsAsync();

    private static async Task AssertSoundAsync(BooksTest test)
    {
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings.SelectMany(f => f.Examples.Prepend(f.Invariant)));
        Assert.Empty((await BooksDoctor.CheckAsync(test.Database, Noon)).Findings.SelectMany(f => f.Examples.Prepend(f.Invariant)));
    }
}
