using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Cli;
using Dashboard.Cli.Import;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Imports;

namespace Dashboard.Ingestion.Tests.Import;

public sealed class CsvImportTests : IDisposable
{
    private const string Header = "at,user,model,inputTokens,outputTokens,requestId\n";

    private readonly string folder = Directory.CreateTempSubdirectory("csv-import-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_file_is_looked_at_imported_found_and_taken_back()
    {
        var file = Write("october.csv", Header + "2026-10-03T08:00:00Z,a@x.example,claude-opus-4-8,10,20,r1\n2026-10-03T08:00:00Z,a@x.example,claude-opus-4-8,10,20,r2\nbroken,a@x.example,claude-opus-4-8,10,20,r3\n2026-10-04T08:00:00Z,b@x.example,claude-opus-4-8,10,20,r1\n");
        Write("m.json", Mapping.ToJson());

        var (look, _) = await RunAsync(3, "import", file, "--mapping", In("m.json"), "--preview");
        var (done, _) = await RunAsync(3, "import", file, "--mapping", In("m.json"));
        var (again, _) = await RunAsync(3, "import", file, "--mapping", In("m.json"));
        var before = await TotalsAsync();
        var (back, _) = await RunAsync(0, "import", "--take-back", Number(done));

        Assert.Contains("4 rows, 3 tried: 2 new, 0 updated, 1 known, 1 issues; nothing was written", look, StringComparison.Ordinal);
        Assert.Contains("october.csv:4: The time cannot be read.", look, StringComparison.Ordinal);
        Assert.Contains("4 rows by 'M': 2 new, 0 updated, 1 known, 1 issues", done, StringComparison.Ordinal);
        Assert.Contains("4 rows by 'M': 0 new, 0 updated, 3 known, 1 issues", again, StringComparison.Ordinal);
        Assert.Equal((2, 2), before);
        Assert.Contains("was taken back: 0 requests", back, StringComparison.Ordinal);
        Assert.Equal((2, 1), await TotalsAsync());
        var (last, _) = await RunAsync(0, "import", "--take-back", Number(again));
        Assert.Contains("was taken back: -2 requests", last, StringComparison.Ordinal);
        Assert.Equal((0, 0), await TotalsAsync());
        Assert.Contains("no import", (await RunAsync(1, "import", "--take-back", Number(again))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_row_with_another_cost_is_named_with_its_money_and_what_becomes_of_it()
    {
        const string Columns = "time,user,model,cost usd,request id\n";
        var first = Write("first.csv", Columns + "2026-10-03T08:00:00Z,a@x.example,claude-opus-4-8,2.50,r1\n2026-10-03T08:00:00Z,a@x.example,claude-opus-4-8,1.25,r2\n");
        var other = Write("other.csv", Columns + "2026-10-03T08:00:00Z,a@x.example,claude-opus-4-8,2.75,r1\n2026-10-03T08:00:00Z,a@x.example,claude-opus-4-8,1.125,r2\n");
        await RunAsync(0, "import", first);

        var (same, _) = await RunAsync(0, "import", first, "--preview");
        var (look, _) = await RunAsync(0, "import", other, "--preview");
        var (done, _) = await RunAsync(0, "import", other);
        var (again, _) = await RunAsync(0, "import", other, "--preview");
        var (back, _) = await RunAsync(0, "import", "--take-back", Number(done));

        Assert.Contains("All 2 rows are known already; nothing to import.", same, StringComparison.Ordinal);
        Assert.DoesNotContain("another cost", same, StringComparison.Ordinal);
        Assert.Contains("2 rows are known, with another cost: 3.875 USD in the file, 3.75 USD known. 1 stays as known (2.5 USD), 1 replaces the known cost (1.125 USD instead of 1.25 USD).", look, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to import", look, StringComparison.Ordinal);
        Assert.Contains("1 stayed as known (2.5 USD), 1 replaced the known cost (1.125 USD instead of 1.25 USD).", done, StringComparison.Ordinal);
        Assert.Contains("1 row is known, with another cost: 2.75 USD in the file, 2.5 USD known. The known cost stays.", again, StringComparison.Ordinal);
        Assert.Contains("All 2 rows are known already; nothing to import.", again, StringComparison.Ordinal);
        Assert.Contains("was taken back: 0 requests, 0.125 USD", back, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_mapping_the_columns_are_read_as_the_page_proposes_and_what_is_used_is_printed()
    {
        var german = Write("de.csv", "Datum;Benutzer;Modell;Kosten;Notiz\n03.10.2026 08:00;a@x.example;claude-opus-4-8;1,50;x\n");
        var unclear = Write("unclear.csv", "date,user,model,cost\n03/04/2026,a@x.example,m,1.5\n");
        var nothing = Write("nothing.csv", "colour,size\nred,1\n");

        var (done, _) = await RunAsync(0, "import", german);
        var (_, open) = await RunAsync(2, "import", unclear);
        var (_, none) = await RunAsync(2, "import", nothing);

        Assert.Contains("  Datum: time, dd.MM.yyyy HH:mm\n  Benutzer: user\n  Modell: model\n  Kosten: cost in USD\n  not read: Notiz\n  a row is one request; times without a zone are in UTC; decimal comma; the cost is what was billed and counts\n", done.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("1 rows by 'New mapping ", done, StringComparison.Ordinal);
        Assert.Contains("can be read with the day first or the month first. Its columns are 'date', 'user', 'model', 'cost'.", open, StringComparison.Ordinal);
        Assert.Contains("No column says when it happened.", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_read_faster_than_it_is_written_counts_every_row_once_and_in_order()
    {
        var file = Write("many.csv", Header + string.Concat(Enumerable.Range(0, 25_000).Select(i => $"2026-10-{(i % 20_000 % 28) + 1:00}T08:00:00Z,p{i % 20_000 % 3}@x.example,claude-opus-4-8,{i % 20_000},1,r{i % 20_000}\n")));

        var (done, _) = await RunAsync(0, "import", file);
        var (again, _) = await RunAsync(0, "import", file);
        var (back, _) = await RunAsync(0, "import", "--take-back", Number(done));
        var (last, _) = await RunAsync(0, "import", "--take-back", Number(again));

        Assert.Contains("25000 rows by ", done, StringComparison.Ordinal);
        Assert.Contains(" 20000 new, 0 updated, 5000 known, 0 issues", done, StringComparison.Ordinal);
        Assert.Contains(" 0 new, 0 updated, 25000 known", again, StringComparison.Ordinal);
        Assert.Contains("was taken back: 0 requests", back, StringComparison.Ordinal);
        Assert.Contains("was taken back: -20000 requests", last, StringComparison.Ordinal);
        Assert.Equal((0, 0), await TotalsAsync());
    }

    [Fact]
    public async Task Our_own_export_imported_again_changes_nothing_and_into_another_place_brings_the_same_usage()
    {
        var file = Write("requests.csv", Header + string.Concat(Enumerable.Range(0, 50).Select(i => $"2026-10-{(i % 28) + 1:00}T08:00:{i:00}Z,p{i % 3}@x.example,claude-opus-4-8,{i},{i + 1},r{i}\n")));
        Write("m.json", Mapping.ToJson());
        await RunAsync(0, "import", file, "--mapping", In("m.json"));

        await RunAsync(0, "export", "usage", "--out", In("own.csv"));
        var (same, _) = await RunAsync(0, "import", In("own.csv"));
        var (other, _) = await RunAsync(0, "other", "import", In("own.csv"));
        await RunAsync(0, "other", "export", "usage", "--out", In("own2.csv"));

        Assert.Contains("50 rows by 'Own usage export': 0 new", same, StringComparison.Ordinal);
        Assert.Contains("50 rows by 'Own usage export': 50 new", other, StringComparison.Ordinal);
        Assert.Equal(WithoutSource(In("own.csv")), WithoutSource(In("own2.csv")));
    }

    [Fact]
    public async Task Sums_are_not_counted_beside_themselves_nor_beside_requests()
    {
        const string Report = "user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,total_net_spend_usd,total_gross_spend_usd\n";
        Write("m.json", (CsvPresets.SpendReport with { Day = new DateOnly(2026, 10, 31) }).ToJson());
        var file = Write("r.csv", Report + "a@x.example,1,Claude Code,claude-opus-5-5,3,1000,200,1.5,2.00\na@x.example,1,Claude Code,claude-opus-5-5,1,10,20,1,1\n");
        var later = Write("r2.csv", Report + "a@x.example,1,Claude Code,claude-opus-5-5,3,1000,200,1.5,3.00\n");

        var (first, _) = await RunAsync(3, "import", file, "--mapping", In("m.json"));
        var (second, _) = await RunAsync(3, "import", later, "--mapping", In("m.json"));

        Assert.Contains("The same sum stands on line 2.", first, StringComparison.Ordinal);
        Assert.Contains("1 new, 0 updated, 0 known, 1 issues", first, StringComparison.Ordinal);
        Assert.Contains("with other figures. Take that import back first.", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_breaks_off_counts_as_far_as_it_came_and_can_be_taken_back_also_while_it_is_read()
    {
        await using var database = await Database.OpenAsync(DatabaseOptions.InDirectory(In("data")), TimeProvider.System);
        var import = new CsvImport(database, new IntakeSources(database, TimeProvider.System), TimeProvider.System);
        var states = new List<ImportState>();
        await using var broken = new Generated(1 << 20, async () =>
        {
            states.Add((ImportState)(await database.Imports.ListAsync(1))[0].State);
            throw new IOException("The sender is gone.");
        });
        await using var meddled = new Generated(1 << 20, async () =>
        {
            // As a server does that was started meanwhile.
            await database.Imports.StopUnfinishedAsync(long.MaxValue, 1);
            var running = (await database.Imports.ListAsync(2)).Single(i => i.State == (int)ImportState.Stopped && i.EndedAtMs == 1);
            Assert.NotNull(await database.Imports.TakeBackAsync(running.SourceId, "owner", 1, preview: false));
        });

        await Assert.ThrowsAsync<IOException>(() => import.RunAsync(Mapping, "broken.csv", broken, new CsvTerms(), "owner"));
        var stopped = (await database.Imports.ListAsync(1))[0];
        await database.Imports.TakeBackAsync(stopped.SourceId, "owner", 1, preview: false);
        var (taken, _, _) = await import.RunAsync(Mapping, "meddled.csv", meddled, new CsvTerms(), "owner");

        Assert.Equal([ImportState.Running], states);
        Assert.Equal((int)ImportState.Stopped, stopped.State);
        Assert.InRange(stopped.Accepted, 1, 100_000);
        Assert.Equal((int)ImportState.TakenBack, taken.State);
        await using var db = database.CreateDbContext();
        Assert.Equal(0, db.Set<Storage.Rows.UsageEventRow>().Count());
        Assert.Empty((await UsageDoctor.CheckAsync(database)).Findings);
    }

    [Fact]
    public async Task A_stream_of_20_MB_is_imported_while_one_piece_of_rows_is_held_and_progress_is_told()
    {
        await using var database = await Database.OpenAsync(DatabaseOptions.InDirectory(In("data")), TimeProvider.System);
        var organisation = await database.Decisions.CurrentAsync();
        var pieces = new CsvPieces(database, organisation, Mapping, new CsvTerms(), "big.csv", DateTimeOffset.Parse("2026-11-20T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
        var (told, rows, most) = (0L, 0L, 0);
        await using var stream = new Generated(20 << 20);

        await foreach (var (batch, lines) in pieces.ReadAsync(stream, bytes => told += bytes))
        {
            rows += batch.Records.Length;
            most = Math.Max(most, batch.Records.Length);
            Assert.Equal(batch.Records.Length, lines.Count);
        }

        Assert.Equal(stream.Given, told);
        Assert.Equal(stream.Lines, rows);
        Assert.Equal(0, pieces.IssueCount);
        Assert.InRange(most, 1, 4_000);
        Assert.InRange(pieces.MostHeld, 1, 4_000);
    }

    private static CsvMapping Mapping => new()
    {
        Name = "M",
        Columns = [new("at", CsvField.At), new("user", CsvField.User), new("model", CsvField.Model), new("inputTokens", CsvField.InputTokens), new("outputTokens", CsvField.OutputTokens), new("requestId", CsvField.RequestId)],
    };

    private string In(string name) => Path.Combine(folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }

    /// <summary>A first argument <c>other</c> means another database.</summary>
    private async Task<(string Output, string Error)> RunAsync(int exit, params string[] args)
    {
        var isOther = args[0] == "other";
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. args.Skip(isOther ? 1 : 0), "--data", In(isOther ? "other" : "data")], output, error);
        Assert.True(code == exit, $"{code}: {output}{error}");
        return (output.ToString(), error.ToString());
    }

    private static string Number(string text) => Regex.Match(text, @"import (\d+):").Groups[1].Value;

    private async Task<(int Events, int Imports)> TotalsAsync()
    {
        await using var database = await Database.OpenAsync(DatabaseOptions.InDirectory(In("data")), TimeProvider.System);
        Assert.Empty((await UsageDoctor.CheckAsync(database)).Findings);
        await using var db = database.CreateDbContext();
        var imports = await database.Imports.ListAsync(10);
        return (db.Set<Storage.Rows.UsageEventRow>().Count(), imports.Count(i => i.State == (int)ImportState.Done));
    }

    private static List<string> WithoutSource(string file) => [.. File.ReadAllLines(file).Select(l => string.Join(',', l.Split(',').Where((_, i) => i != 4))).Order(StringComparer.Ordinal)];

    /// <summary>Rows of usage for as many bytes as are wanted, made while they are read.</summary>
    private sealed class Generated(long bytes, Func<Task>? halfWay = null) : Stream
    {
        private byte[] rest = Encoding.UTF8.GetBytes(Header);
        private bool isHalfWay;

        public long Given { get; private set; }

        public long Lines { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (rest.Length == 0 && Given < bytes)
            {
                rest = Encoding.UTF8.GetBytes($"2026-10-03T08:00:00Z,a@x.example,claude-opus-4-8,10,20,r{Lines++}\n");
            }

            var take = Math.Min(count, rest.Length);
            rest.AsSpan(0, take).CopyTo(buffer.AsSpan(offset));
            rest = rest[take..];
            Given += take;
            return take;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (halfWay is not null && !isHalfWay && Given > bytes / 2)
            {
                isHalfWay = true;
                await halfWay();
            }

            // As much as there is room for: one line a call would be a million calls.
            var total = 0;
            for (var read = -1; total < buffer.Length && read != 0; total += read)
            {
                read = Read(buffer.Span[total..]);
            }

            return total;
        }

        public override int Read(Span<byte> buffer)
        {
            var piece = new byte[Math.Min(buffer.Length, 256)];
            var read = Read(piece, 0, piece.Length);
            piece.AsSpan(0, read).CopyTo(buffer);
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
