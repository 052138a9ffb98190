using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dashboard.Cli.Import;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion;
using Dashboard.Ingestion.Otlp;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;
using UsageBatch = Dashboard.Storage.Writes.UsageBatch;

namespace Dashboard.Web.Telemetry;

/// <summary>Writes what telemetry brought by the one writer of usage, and answers after the commit.</summary>
internal sealed class TelemetryIntake(Database database, IntakeSources sources, TimeProvider time)
{
    /// <summary>Clients send every few seconds, mostly nothing that counts; that they were heard is written as often as this.</summary>
    private const long HeardEveryMs = 300_000;
    private const string NotMine = "This API key may not send usage of this seat.";

    private readonly ConcurrentDictionary<int, long> _heard = [];

    /// <exception cref="DatabaseException">The database refused; nothing was written.</exception>
    public async Task<TelemetryOutcome> WriteAsync(TelemetryOrigin origin, OtlpLogs logs, CancellationToken cancellationToken)
    {
        var now = Now();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var refused = new List<ParseIssue>(logs.Issues);
        var usage = logs.Usage.Where(u => IsTaken("log record", u.Place, u.Record.AtMs, u.Record.SeatEmail)).ToList();
        var signals = logs.Errors
            .Select(e => (Error: e, Kind: organisation.SignalPatterns.Decide(e.Status, e.Text)))
            .Where(e => e.Kind is not null && IsTaken("log record", e.Error.Place, e.Error.AtMs, e.Error.SeatEmail))
            .Select(e => new UsageSignal(e.Error.Key, e.Error.AtMs ?? now, e.Error.SeatEmail, e.Error.Model, e.Kind!.Value, e.Error.Status))
            .ToImmutableArray();
        var outcome = await WriteAsync(origin, now, refused, [.. usage.Select(u => u.Record)], signals, [], cancellationToken);
        return TelemetryOutcome.Of([.. refused, .. outcome.Rejected.Select(r => new ParseIssue($"log record {usage[r.Index].Place}", 0, r.Reason))]);

        bool IsTaken(string what, int place, long? atMs, string? email) => Take(refused, organisation, origin, now, $"{what} {place}", atMs, email);
    }

    /// <exception cref="DatabaseException">The database refused; nothing was written.</exception>
    public async Task<TelemetryOutcome> WriteAsync(TelemetryOrigin origin, OtlpMetrics metrics, CancellationToken cancellationToken)
    {
        var now = Now();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var refused = new List<ParseIssue>(metrics.Issues);
        var readings = metrics.Readings.Where(r => Take(refused, organisation, origin, now, $"data point {r.Place}", r.Reading.AtMs, r.Reading.SeatEmail)).Select(r => r.Reading).ToImmutableArray();
        await WriteAsync(origin, now, refused, [], [], readings, cancellationToken);
        return TelemetryOutcome.Of(refused);
    }

    private async Task<WriteOutcome> WriteAsync(
        TelemetryOrigin origin, long now, List<ParseIssue> refused, ImmutableArray<UsageRecord> records, ImmutableArray<UsageSignal> signals, ImmutableArray<MetricReading> readings, CancellationToken cancellationToken)
    {
        var source = await sources.FindOrAddAsync(origin.Source, "otlp", cancellationToken);
        var batch = new UsageBatch
        {
            SourceId = source,
            ReceivedAtMs = now,
            Records = records,
            Signals = signals,
            Readings = readings,
            Issues = [.. refused.Select(i => new UsageIssue(i.File, null, i.Reason))],
        };
        var leavesALine = !records.IsEmpty || refused.Count > 0;
        if (!leavesALine && IsHeardDue(source, now))
        {
            await database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = now }, cancellationToken);
        }

        return leavesALine || !signals.IsEmpty || !readings.IsEmpty ? await database.Writer.WriteAsync(batch, cancellationToken) : WriteOutcome.None;
    }

    private bool IsHeardDue(int source, long now)
    {
        var last = _heard.GetValueOrDefault(source, long.MinValue);
        if (last > now - HeardEveryMs && last <= now)
        {
            return false;
        }

        _heard[source] = now;
        return true;
    }

    private static bool Take(List<ParseIssue> refused, Organisation organisation, TelemetryOrigin origin, long now, string place, long? atMs, string? email)
    {
        var reason = origin.Seats is { } mine && !mine.Has(email is null ? null : organisation.SeatOf(email), now) ? NotMine
            : atMs is { } at ? DatedAhead.Refusal(at, now)
            : null;
        if (reason is not null)
        {
            refused.Add(new ParseIssue(place, 0, reason));
        }

        return reason is null;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
