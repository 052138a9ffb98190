namespace Dashboard.Storage.Writes;

/// <summary>What a batch left besides usage: its counts, its issues, how far its file was read.</summary>
internal static class BatchLog
{
    private const int MaxIssuesOfBatch = 200;
    private const int MaxIssuesOfSource = 5_000;
    private const int MaxText = 300;

    public static async Task WriteAsync(UsageTables tables, PendingWrite write)
    {
        var (batch, tally) = (write.Batch, write.Tally);
        await tables.ExecuteAsync(
            "INSERT INTO import_batch (id, source_id, received_at_ms, accepted, updated, duplicate, superseded, rejected) VALUES (@id, @source, @at, @accepted, @updated, @duplicate, @superseded, @rejected)",
            ("@id", write.BatchId),
            ("@source", batch.SourceId),
            ("@at", batch.ReceivedAtMs),
            ("@accepted", tally.Accepted),
            ("@updated", tally.Updated),
            ("@duplicate", tally.Duplicate),
            ("@superseded", tally.Superseded),
            ("@rejected", tally.Rejected.Count));
        await WriteIssuesAsync(tables, write);
        if (batch.Mark is { } mark)
        {
            await tables.ExecuteAsync(
                """
                INSERT INTO file_mark (source_id, file_key, inode, size, modified_at_ms, "offset", state) VALUES (@source, @key, @inode, @size, @modified, @offset, @state)
                ON CONFLICT (source_id, file_key) DO UPDATE SET inode = excluded.inode, size = excluded.size, modified_at_ms = excluded.modified_at_ms, "offset" = excluded."offset", state = excluded.state
                """,
                ("@source", batch.SourceId),
                ("@key", FileKey.Of(mark.Path)),
                ("@inode", mark.Inode),
                ("@size", mark.Size),
                ("@modified", mark.ModifiedAtMs),
                ("@offset", mark.Offset),
                ("@state", mark.State));
        }
    }

    private static async Task WriteIssuesAsync(UsageTables tables, PendingWrite write)
    {
        var issues = write.Batch.Issues
            .Concat(write.Tally.Rejected.Select(r => new UsageIssue($"record {r.Index + 1}", null, r.Reason)))
            .Concat(write.Tally.OfAnotherSeat == 0 ? [] : [new UsageIssue("", null, OfAnotherSeat(write.Tally.OfAnotherSeat))])
            .ToList();
        var kept = issues.Take(MaxIssuesOfBatch).ToList();
        if (issues.Count > kept.Count)
        {
            kept.Add(new UsageIssue("", null, $"{issues.Count - kept.Count} more issues are not listed."));
        }

        foreach (var issue in kept)
        {
            await tables.ExecuteAsync(
                "INSERT INTO issue (batch_id, source_id, place, line, reason) VALUES (@batch, @source, @place, @line, @reason)",
                ("@batch", write.BatchId),
                ("@source", write.Batch.SourceId),
                ("@place", Cut(Path.GetFileName(issue.Place))),
                ("@line", issue.Line),
                ("@reason", Cut(issue.Reason)));
        }

        if (kept.Count > 0)
        {
            await tables.ExecuteAsync(
                "DELETE FROM issue WHERE source_id = @source AND id <= (SELECT id FROM issue WHERE source_id = @source ORDER BY id DESC LIMIT 1 OFFSET @max)",
                ("@source", write.Batch.SourceId),
                ("@max", MaxIssuesOfSource));
        }
    }

    private static string OfAnotherSeat(int events) => events == 1
        ? "1 event is known for another seat and stays there."
        : $"{events} events are known for another seat and stay there.";

    private static string Cut(string text) => (text.Length <= MaxText ? text : text[..MaxText]).Replace('\0', ' ');
}
