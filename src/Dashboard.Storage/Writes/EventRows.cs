using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>Between an event and its row.</summary>
internal sealed class EventRows(UsageDictionaries dictionaries)
{
    private const int ReasonShift = 8;

    /// <summary>What stands in a row, from dictionaries that are loaded.</summary>
    public WorkingEvent Parse(long[] row, IEnumerable<Evidence> evidence)
    {
        var known = new WorkingEvent
        {
            Id = row[EventColumn.Id],
            Row = row,
            SourceId = (int)row[EventColumn.Source],
            BatchId = row[EventColumn.Batch],
        };
        foreach (var component in evidence)
        {
            known.Components.Add(new EventComponent(component.Component, new MergedUsage(ObservationText.Parse(component.Observations), component.OccurredAtMs), component.FallbackAtMs ?? long.MaxValue));
        }

        if (known.Components.Count == 0)
        {
            var fallback = FlagsOf(row).HasFlag(EventFlags.Undated) ? row[EventColumn.OccurredAt] : long.MaxValue;
            known.Components.Add(new EventComponent(row[EventColumn.Identity], MergedUsage.Of(Record(row)), fallback));
        }

        return known;
    }

    /// <summary>False when the row alone holds all that is known.</summary>
    public static bool NeedsEvidence(WorkingEvent known) => known.Components is not [{ Merged.Retained.Length: 1 }];

    /// <summary>The evidence of an event that needs it.</summary>
    public static IEnumerable<Evidence> EvidenceOf(WorkingEvent known) =>
        known.Components.Select(c => new Evidence(known.Id, c.Hash, c.Merged.OccurredAtMs, c.Merged.OccurredAtMs is null ? c.FallbackAtMs : null, ObservationText.Of(c.Merged.Retained)));

    /// <summary>The row of an event; its texts are resolved.</summary>
    public long[] Build(UsageRecord effective, RatedUsage rated, WritePolicy policy, EventOrigin origin)
    {
        var at = effective.OccurredAtMs ?? origin.FallbackAtMs;
        var row = new long[EventColumn.Count];
        row[EventColumn.Id] = origin.Id;
        row[EventColumn.Day] = policy.DayOf(at);
        row[EventColumn.Seat] = policy.SeatOf(origin.SourceId, effective, at);
        row[EventColumn.OccurredAt] = at;
        row[EventColumn.Source] = origin.SourceId;
        row[EventColumn.Batch] = origin.BatchId;
        row[EventColumn.Session] = dictionaries.Sessions.IdOf(effective.Session);
        row[EventColumn.Model] = dictionaries.Models.IdOf(effective.Model);
        row[EventColumn.Context] = dictionaries.ContextIdOf(effective);
        row[EventColumn.Tags] = dictionaries.TagsIdOf(effective);
        row[EventColumn.Actor] = dictionaries.Actors.IdOf(effective.SeatEmail);
        row[EventColumn.Input] = effective.Tokens.Input;
        row[EventColumn.Output] = effective.Tokens.Output;
        row[EventColumn.CacheWrite5m] = effective.Tokens.CacheWrite5m;
        row[EventColumn.CacheWrite1h] = effective.Tokens.CacheWrite1h;
        row[EventColumn.CacheRead] = effective.Tokens.CacheRead;
        row[EventColumn.WebSearches] = effective.WebSearches;
        row[EventColumn.Pool] = (long)policy.PoolOf(effective, origin.SourceId, at);
        row[EventColumn.Flags] = (long)FlagsFor(effective, origin.Flags);
        row[EventColumn.Identity] = origin.Identity;
        SetMoney(row, effective, rated);
        return row;
    }

    /// <summary>Writes what a rating says into a row: also when prices change later.</summary>
    public void SetMoney(long[] row, UsageRecord effective, RatedUsage rated)
    {
        var isSame = rated.Rated is not null && rated.Rated == rated.Effective;
        var flags = FlagsOf(row) & ~(EventFlags.RatedIsCost | EventFlags.UnpricedReasonMask);
        row[EventColumn.Flags] = (long)(flags | (isSame ? EventFlags.RatedIsCost : EventFlags.None) | (EventFlags)((int)rated.RatingGap << ReasonShift));
        row[EventColumn.PriceRow] = dictionaries.PriceRowIdOf(rated.Row);
        row[EventColumn.Rated] = isSame ? IntTable.Null : Nano(rated.Rated);
        row[EventColumn.Authoritative] = Nano(effective.AuthoritativeCost);
        row[EventColumn.Stated] = Nano(effective.StatedCost);
        row[EventColumn.Cost] = Nano(rated.Effective);
        row[EventColumn.List] = rated.List == rated.Effective ? IntTable.Null : Nano(rated.List);
    }

    public static EventFlags FlagsOf(long[] row) => (EventFlags)row[EventColumn.Flags];

    /// <summary>What a single observation said, as its row holds it.</summary>
    public UsageRecord Record(long[] row)
    {
        var flags = FlagsOf(row);
        var context = dictionaries.ContextOf(row[EventColumn.Context]);
        return new UsageRecord
        {
            Source = context.Source,
            OccurredAtMs = flags.HasFlag(EventFlags.Undated) ? null : row[EventColumn.OccurredAt],
            MessageId = flags.HasFlag(EventFlags.HasMessageId) ? "" : null,
            RequestId = flags.HasFlag(EventFlags.HasRequestId) ? "" : null,
            SourceEventId = flags.HasFlag(EventFlags.HasSourceEventId) ? "" : null,
            Session = dictionaries.Sessions.TextOf(row[EventColumn.Session]),
            Model = dictionaries.Models.TextOf(row[EventColumn.Model])!,
            Tokens = new TokenCounts(row[EventColumn.Input], row[EventColumn.Output], row[EventColumn.CacheWrite5m], row[EventColumn.CacheWrite1h], row[EventColumn.CacheRead]),
            WebSearches = (int)row[EventColumn.WebSearches],
            Speed = context.Speed,
            Geo = context.Geo,
            Batch = context.Batch,
            IsCopy = flags.HasFlag(EventFlags.IsCopy),
            Entrypoint = context.Entrypoint,
            App = context.App,
            Project = context.Project,
            Repository = context.Repository,
            Workflow = context.Workflow,
            SeatEmail = dictionaries.Actors.TextOf(row[EventColumn.Actor]),
            Tags = dictionaries.TagsOf(row[EventColumn.Tags]),
            AuthoritativeCost = Money(row[EventColumn.Authoritative]),
            StatedCost = Money(row[EventColumn.Stated]),
        };
    }

    private static EventFlags FlagsFor(UsageRecord r, EventFlags origin) =>
        origin
        | (r.MessageId is null ? 0 : EventFlags.HasMessageId)
        | (r.RequestId is null ? 0 : EventFlags.HasRequestId)
        | (r.SourceEventId is null ? 0 : EventFlags.HasSourceEventId)
        | (r.IsCopy ? EventFlags.IsCopy : 0)
        | (r.OccurredAtMs is null ? EventFlags.Undated : 0);

    private static long Nano(Nanodollars? amount) => amount?.Value ?? IntTable.Null;

    private static Nanodollars? Money(long nano) => nano == IntTable.Null ? null : new Nanodollars(nano);
}
