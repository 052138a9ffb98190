using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Doctor;

/// <summary>Decides anew whose every event is, from the names it states and its source.</summary>
internal static class SeatChecks
{
    private const int ChunkSize = 20_000;

    /// <summary>The events whose seat is another than the decisions say.</summary>
    public static async Task<List<string>> WrongAsync(UsageJob job)
    {
        var wrong = new List<string>();
        var stated = new Dictionary<(long Context, long Tags, long Actor), UsageRecord>();
        for (var last = 0L; ;)
        {
            // What a report posts is its seat's by definition; a missing source is a finding of its own.
            var events = await job.Tables.QueryAsync(
                $"SELECT id, seat_id, source_id, occurred_at_ms, context_id, COALESCE(tags_id, 0), COALESCE(actor_id, 0) FROM usage_event WHERE id > @last AND (flags & {(int)EventFlags.VendorDay}) = 0 ORDER BY id LIMIT {ChunkSize}",
                r => (Id: r.GetInt64(0), Seat: r.GetInt32(1), Source: r.GetInt32(2), AtMs: r.GetInt64(3), Context: r.GetInt64(4), Tags: r.GetInt64(5), Actor: r.GetInt64(6)),
                ("@last", last));
            if (events.Count == 0)
            {
                return wrong;
            }

            last = events[^1].Id;
            await job.Dictionaries.Contexts.LoadAsync(job.Tables, events.Select(e => e.Context));
            await job.Dictionaries.Tags.LoadAsync(job.Tables, events.Select(e => e.Tags));
            await job.Dictionaries.Actors.LoadAsync(job.Tables, events.Select(e => e.Actor));
            foreach (var e in events)
            {
                var key = (e.Context, e.Tags, e.Actor);
                if (!stated.TryGetValue(key, out var record))
                {
                    stated.Add(key, record = Stated(job.Dictionaries, key));
                }

                if (job.Policy.Sources.ContainsKey(e.Source) && job.Policy.SeatOf(e.Source, record, e.AtMs) != e.Seat)
                {
                    wrong.Add("event " + e.Id);
                }
            }
        }
    }

    /// <summary>What names an event states, and nothing else of it.</summary>
    private static UsageRecord Stated(UsageDictionaries dictionaries, (long Context, long Tags, long Actor) of)
    {
        var context = dictionaries.ContextOf(of.Context);
        return new UsageRecord
        {
            Source = context.Source,
            Model = "",
            Repository = context.Repository,
            Workflow = context.Workflow,
            SeatEmail = dictionaries.Actors.TextOf(of.Actor),
            Tags = dictionaries.TagsOf(of.Tags),
        };
    }
}
