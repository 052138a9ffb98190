using Dashboard.Ingestion;
using Dashboard.Storage.Writes;
using UsageBatch = Dashboard.Storage.Writes.UsageBatch;

namespace Dashboard.Cli.Import;

/// <summary>Collects what the reader of one file finds and hands it to the writer in pieces. For one thread at a time.</summary>
internal sealed class IntakePieces(Task<IntakeTarget> target, RecordBudget budget, string name, long receivedAtMs, long atMs, IntakeSink sink)
{
    private const int RecordsOfPiece = 2_000;

    private readonly List<Task<(WriteOutcome Outcome, int Before)>> sent = [];
    private readonly List<ParseIssue> issues = [];
    private int sentRecords;

    /// <summary>What the reader writes to.</summary>
    public IntakeSink Sink { get; } = sink;

    /// <summary>Hands on what there is once it is enough; waits while the database is behind.</summary>
    public Task SendWhenFullAsync() => Sink.Records.Count >= RecordsOfPiece || Sink.Results.Count >= RecordsOfPiece ? SendAsync(null) : Task.CompletedTask;

    /// <summary>Hands on the rest. The mark is written with it, and only after everything before it is committed. Nothing at all is handed on too: it says that the source was heard.</summary>
    public async Task SendLastAsync(FileMark? mark)
    {
        if (mark is not null || sent.Count == 0 || Sink.Records.Count + Sink.Results.Count + Sink.Issues.Count > 0)
        {
            if (mark is not null)
            {
                await Task.WhenAll(sent);
            }

            await SendAsync(mark);
        }
    }

    /// <summary>Waits for the commit of everything that was handed on.</summary>
    public async Task<IntakeResult> ResultAsync(IntakeState state, long bytes, bool isUnfinished)
    {
        var outcome = WriteOutcome.None;
        var rejected = issues.ToList();
        foreach (var (piece, before) in await Task.WhenAll(sent))
        {
            outcome += piece;
            rejected.AddRange(piece.Rejected.Select(r => new ParseIssue(name, 0, $"Record {before + r.Index + 1}: {r.Reason}")));
        }

        return new IntakeResult
        {
            Name = name,
            State = state,
            Bytes = bytes,
            Found = sentRecords,
            Accepted = outcome.Accepted,
            Updated = outcome.Updated,
            Duplicate = outcome.Duplicate,
            Superseded = outcome.Superseded,
            Rejected = [.. rejected],
            IsUnfinished = isUnfinished,
        };
    }

    private async Task SendAsync(FileMark? mark)
    {
        var batch = new UsageBatch
        {
            SourceId = 0,
            ReceivedAtMs = receivedAtMs,
            Records = [.. Sink.Records],
            Identities = [.. Sink.Identities],
            Results = [.. Sink.Results],
            FallbackAtMs = atMs,
            Issues = [.. Sink.Issues.Select(i => new UsageIssue(i.File, i.Line == 0 ? null : i.Line, i.Reason))],
            Mark = mark,
        };
        issues.AddRange(Sink.Issues);
        Sink.Clear();
        var count = batch.Records.Length + batch.Results.Length;
        var before = sentRecords;
        sentRecords += count;
        await budget.TakeAsync(count + 1);
        sent.Add(WriteAsync(target.IsCompleted ? batch : batch.Prepare(), count + 1, before));
    }

    private async Task<(WriteOutcome Outcome, int Before)> WriteAsync(UsageBatch batch, int cost, int before)
    {
        try
        {
            var to = await target;
            return (await to.Writer.WriteAsync(Of(to.Origin, batch)), before);
        }
        finally
        {
            budget.Give(cost);
        }
    }

    private static UsageBatch Of(IntakeOrigin origin, UsageBatch found) => origin.SeatEmail is not { } email
        ? found with { SourceId = origin.SourceId }
        : found with
        {
            SourceId = origin.SourceId,
            Records = [.. found.Records.Select(r => r.SeatEmail is null ? r with { SeatEmail = email } : r)],
            Results = [.. found.Results.Select(r => r with { SeatEmail = email })],
        };
}
