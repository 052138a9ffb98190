using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks;

/// <summary>
/// Watches that usage arrives and that the runbook is evaluated. When one of them has not succeeded in its window, platform and owners get one mail,
/// every page says so, and alerts about seats are held back; when it works again, they get another one.
/// </summary>
public sealed class DeadMan(Database database)
{
    /// <summary>How it stands now. Reads only: also right when nothing can be written.</summary>
    public async Task<DeadManStatus> StatusAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        return organisation.IsCreated ? await StatusAsync(sql, organisation, await RunbookState.ReadAsync(sql), nowMs) : DeadManStatus.Well;
    }

    /// <summary>Tells once of what began or ended since the last call. How many mails it put into the outbox.</summary>
    public async Task<int> WatchAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        var added = 0;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                var organisation = await database.Decisions.CurrentAsync(sql);
                if (!organisation.IsCreated)
                {
                    return false;
                }

                var before = await RunbookState.ReadAsync(sql);
                var status = await StatusAsync(sql, organisation, before, nowMs);
                var after = before with { IngestSilentSinceMs = status.IngestSilentSinceMs, EvaluationSilentSinceMs = status.EvaluationSilentSinceMs };
                if (after == before)
                {
                    return false;
                }

                var to = To(await Recipients.ReadAsync(sql, organisation));
                List<NewDelivery> mails =
                [
                    .. OfIngest(to, organisation, before.IngestSilentSinceMs, after.IngestSilentSinceMs, nowMs),
                    .. Mails(to, organisation, isIngest: false, before.EvaluationSilentSinceMs, after.EvaluationSilentSinceMs, organisation.Runbooks.DeadMan.EvaluationMinutes, nowMs),
                ];
                added = await Outbox.AddAsync(sql, mails, nowMs);
                await after.WriteAsync(sql);
                return true;
            },
            cancellationToken);
        database.Outbox.Notify(added);
        return added;
    }

    /// <summary>Whether usage stays away, so that alerts about seats are held back.</summary>
    internal static async Task<bool> IsIngestSilentAsync(Sql sql, Organisation organisation, RunbookState state, long nowMs) =>
        (await StatusAsync(sql, organisation, state, nowMs)).IngestSilentSinceMs is not null;

    /// <summary>The last ingest, when it is longer ago than the window; null: all is well, or nothing ever arrived. Pure.</summary>
    internal static long? IngestSilentSince(DeadManSet settings, long? lastMs, long nowMs) =>
        settings.IngestHours is { } hours && lastMs is { } last && nowMs - last > hours * 3_600_000L ? last : null;

    /// <summary>Who is told.</summary>
    internal static IReadOnlyList<string> To(Recipients recipients) => recipients.With(Role.Platform, Role.Owner);

    /// <summary>What is told of usage that stays away, or arrives again, since the last look. Pure.</summary>
    internal static IEnumerable<NewDelivery> OfIngest(IReadOnlyList<string> to, Organisation organisation, long? before, long? after, long nowMs) =>
        Mails(to, organisation, isIngest: true, before, after, (organisation.Runbooks.DeadMan.IngestHours ?? 0) * 60, nowMs);

    private static async Task<DeadManStatus> StatusAsync(Sql sql, Organisation organisation, RunbookState state, long nowMs)
    {
        var settings = organisation.Runbooks.DeadMan;
        var ingest = await sql.FirstAsync("SELECT MAX(received_at_ms) FROM import_batch", r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0));
        return new DeadManStatus(
            IngestSilentSince(settings, ingest, nowMs),
            state.EvaluatedMs is { } evaluated && nowMs - evaluated > settings.EvaluationMinutes * 60_000L ? evaluated : null);
    }

    private static IEnumerable<NewDelivery> Mails(IReadOnlyList<string> to, Organisation organisation, bool isIngest, long? before, long? after, int windowMinutes, long nowMs)
    {
        if ((before is null) == (after is null))
        {
            return [];
        }

        var since = after ?? before!.Value;
        return to.Select(person => new NewDelivery(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"dead-man:{(isIngest ? "ingest" : "evaluation")}:{(after is null ? "over" : "begin")}:{since}:{person}"),
            DeliveryChannel.Mail,
            person,
            new DeadManLetter
            {
                Organisation = organisation.Name,
                AtMs = nowMs,
                Zone = organisation.Rules.Zone.At(nowMs),
                IsIngest = isIngest,
                IsOver = after is null,
                LastSuccessMs = since,
                WindowMinutes = windowMinutes,
            }));
    }
}
