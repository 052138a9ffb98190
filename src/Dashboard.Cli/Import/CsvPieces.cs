using System.Runtime.CompilerServices;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;
using UsageBatch = Dashboard.Storage.Writes.UsageBatch;

namespace Dashboard.Cli.Import;

/// <summary>Reads a file of usage in pieces: never more than one piece of rows is held, however large the file is.</summary>
internal sealed class CsvPieces
{
    private const int BufferBytes = 64 * 1024;
    private const int RowsOfPiece = 2_000;
    private const int MostIssuesKept = 200;

    private readonly Database database;
    private readonly Organisation organisation;
    private readonly CsvMapping mapping;
    private readonly CsvTerms terms;
    private readonly FileContext context;
    private readonly TimeZoneInfo zone;
    private readonly CsvUsageReader reader;
    private readonly List<CsvUsageRow> rows = [];
    private readonly List<ParseIssue> fresh = [];
    private readonly Dictionary<IdentityHash, long> sums = [];
    private long refused;

    public CsvPieces(Database database, Organisation organisation, CsvMapping mapping, CsvTerms terms, string file, long nowMs)
    {
        (this.database, this.organisation, this.mapping, this.terms) = (database, organisation, mapping, terms);
        context = new FileContext(file, nowMs, ReceivedAtMs: nowMs);
        zone = ZoneDays.Find(organisation.Rules.Zone.At(nowMs));
        reader = new CsvUsageReader(mapping, context, Take, Refuse);
    }

    /// <summary>Rows of the file so far.</summary>
    public long Rows => reader.Rows;

    /// <summary>Rows and lines so far that cannot be used.</summary>
    public long IssueCount => reader.Issues + refused;

    /// <summary>The first issues.</summary>
    public List<ParseIssue> Issues { get; } = [];

    /// <summary>Rows so far that can be used.</summary>
    public long Usable { get; private set; }

    public long? FirstAtMs { get; private set; }

    public long? LastAtMs { get; private set; }

    /// <summary>The most rows that were ever held at once.</summary>
    public int MostHeld { get; private set; }

    /// <summary>The file as batches without a source, each with the lines of its rows.</summary>
    public async IAsyncEnumerable<(UsageBatch Batch, IReadOnlyList<long> Lines)> ReadAsync(Stream stream, Action<long>? bytesDone, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var buffer = new byte[BufferBytes];
        for (var read = -1; read != 0;)
        {
            read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                reader.Complete();
            }
            else
            {
                reader.Push(buffer.AsSpan(0, read));
                bytesDone?.Invoke(read);
            }

            MostHeld = Math.Max(MostHeld, rows.Count);
            if (rows.Count >= RowsOfPiece || (read == 0 && rows.Count + fresh.Count > 0))
            {
                yield return await BatchAsync(cancellationToken);
            }
        }
    }

    private async Task<(UsageBatch Batch, IReadOnlyList<long> Lines)> BatchAsync(CancellationToken cancellationToken)
    {
        if (mapping.Rows == CsvRowKind.Sum)
        {
            await LeaveOutAsync(cancellationToken);
        }

        foreach (var row in rows)
        {
            var at = row.Record.OccurredAtMs;
            (FirstAtMs, LastAtMs) = (FirstAtMs < at ? FirstAtMs : at ?? FirstAtMs, LastAtMs > at ? LastAtMs : at ?? LastAtMs);
        }

        Usable += rows.Count;
        var batch = new UsageBatch
        {
            SourceId = 0,
            ReceivedAtMs = context.AtMs,
            IsImport = true,
            Records = [.. rows.Select(r => r.Record)],
            Identities = [.. rows.Select(r => r.Stated is { } stated ? new RecordIdentity(stated, null) : RecordIdentity.Of(r.Record))],
            Issues = [.. fresh.Select(i => new UsageIssue(i.File, i.Line == 0 ? null : i.Line, i.Reason))],
        };
        IReadOnlyList<long> lines = [.. rows.Select(r => r.Line)];
        rows.Clear();
        fresh.Clear();
        return (batch, lines);
    }

    private void Take(CsvUsageRow row)
    {
        if (mapping.Rows == CsvRowKind.Sum && !sums.TryAdd(UsageIdentity.PrimaryOf(row.Record), row.Line))
        {
            Leave(row.Line, $"The same sum stands on line {sums[UsageIdentity.PrimaryOf(row.Record)]}. Read the column that tells them apart as a tag.");
            return;
        }

        rows.Add(row);
    }

    /// <summary>Sums that are known with other figures, and those beside usage that other sources brought: either would count money twice.</summary>
    private async Task LeaveOutAsync(CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var known = await database.Imports.KnownOtherwiseAsync([.. rows.Select(r => r.Record)], cancellationToken);
        var days = rows.Select(r => DayOf(r.Record)).ToList();
        var first = mapping.Day is { } day ? new DateOnly(day.Year, day.Month, 1) : days.Min();
        var others = terms.BesideOthers ? new HashSet<(int, DateOnly)>() : await database.Imports.OtherUsageAsync(first, days.Max(), cancellationToken);
        var seats = mapping.Day is null ? [] : others.Select(o => o.Item1).ToHashSet();
        rows.RemoveAll(row =>
        {
            var seat = SeatOf(row.Record);
            var reason = known.Contains(UsageIdentity.PrimaryOf(row.Record)) ? "This sum is known from an earlier import with other figures. Take that import back first."
                : seat != 0 && (mapping.Day is null ? others.Contains((seat, DayOf(row.Record))) : seats.Contains(seat)) ? "This person's usage of these days came from other sources already: a sum beside it would count twice."
                : null;
            if (reason is not null)
            {
                Leave(row.Line, reason);
            }

            return reason is not null;
        });
    }

    private DateOnly DayOf(UsageRecord record) => ZoneDays.DayOf(record.OccurredAtMs!.Value, zone);

    private int SeatOf(UsageRecord record) =>
        (record.SeatEmail is { } email ? organisation.SeatOf(email)?.Id : null) ?? organisation.Identities.SeatOf(StatedIdentities.Of(record), record.OccurredAtMs!.Value) ?? 0;

    private void Leave(long line, string reason)
    {
        refused++;
        Refuse(new ParseIssue(context.Name, line, reason));
    }

    private void Refuse(ParseIssue issue)
    {
        if (Issues.Count < MostIssuesKept)
        {
            Issues.Add(issue);
        }

        fresh.Add(issue);
    }
}
