using Dashboard.Cli.Import;
using Dashboard.Ingestion.Rest;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.Sample;

/// <summary>
/// Lives through the sample organisation's history: decisions are appended and bytes read at the instants they would have come, through
/// the same log and the same intake as real ones, and the books follow.
/// </summary>
public static class SampleLoader
{
    private const string Actor = "Sample";
    private const long Day = 86_400_000;

    /// <summary>When the sample's time goes on: 9:12.</summary>
    private const long Morning = 552 * 60_000;

    /// <summary>Writes everything up to an instant into an empty database.</summary>
    public static async Task LoadAsync(Database database, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var time = new SampleTime(now);
        var clock = new SampleClock(now);
        var intake = new UsageIntake(database, clock);
        await AppendAsync(database, SampleDecisions.First(time), time.StartMs, cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var sources = organisation.Sources.Values.ToDictionary(s => s.Name, s => s.Id, StringComparer.Ordinal);
        foreach (var (at, decision) in SampleDecisions.Later(time, organisation).OrderBy(d => d.BookedAtMs))
        {
            await AppendAsync(database, [decision], at, cancellationToken);
        }

        await SampleOverage.DecideAsync(database, time, cancellationToken);
        await SampleRunbook.DecideAsync(database, time, cancellationToken);
        var livedAt = time.StartMs + Morning;
        foreach (var input in SampleInputs.Of(time))
        {
            // Books and runbook follow every ten days of the past, so that forecasts were published that can be scored, and every day of the running cycle.
            for (; livedAt < input.ReceivedAtMs; livedAt += livedAt >= time.CycleStartMs - Day ? Day : 10 * Day)
            {
                await SampleRunbook.LiveAsync(database, livedAt, cancellationToken);
            }

            clock.Set(input.ReceivedAtMs);
            await ReadAsync(intake, sources[input.Source], input, cancellationToken);
        }

        await SampleRunbook.LiveAsync(database, time.NowMs, cancellationToken);
        await SampleRunbook.AcknowledgeAsync(database, time, cancellationToken);
    }

    private static async Task ReadAsync(UsageIntake intake, int sourceId, SampleInput input, CancellationToken cancellationToken)
    {
        var origin = new IntakeOrigin(sourceId, Scope: input.Source);
        if (!input.IsRecords)
        {
            using var stream = new MemoryStream(input.Bytes.ToArray());
            await intake.ReadStreamAsync(origin, input.Name, stream, input.ReceivedAtMs, cancellationToken: cancellationToken);
            return;
        }

        var batch = new RestBatchReader(input.Source);
        batch.Push(input.Bytes.Span);
        batch.Complete();
        await intake.WriteRecordsAsync(origin, batch, cancellationToken);
    }

    private static async Task AppendAsync(Database database, IReadOnlyList<NewDecision> decisions, long nowMs, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // Into a database of its own, at instants of the past, before anybody can sign in.
        if (await database.Decisions.AppendAsync(decisions, Actor, nowMs, cancellationToken: cancellationToken) is AppendResult.Refused refused)
#pragma warning restore RS0030
        {
            throw new InvalidOperationException($"The sample's decision {refused.Refusals[0].Index} was refused: {refused.Refusals[0].Message}");
        }
    }
}
