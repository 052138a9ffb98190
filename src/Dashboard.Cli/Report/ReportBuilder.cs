using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion;

namespace Dashboard.Cli.Report;

/// <summary>Merges what the threads found, rates it, adds what results name beyond it, and sums.</summary>
internal sealed class ReportBuilder(Names names, ReportOptions options)
{
    private const string LongContext = "[1m]";
    private const long QuarterHourMs = 900_000;

    private readonly Dictionary<long, ReportRow> rows = [];
    private readonly Dictionary<int, ReportRow> models = [];
    private readonly Dictionary<int, (ModelPrices Prices, int Row)> prices = [];
    private readonly Dictionary<long, int> days = [];
    private readonly Dictionary<(UsageSource, int), Pool> pools = [];
    private readonly Dictionary<(string Session, string Model), KnownRequests> known = [];
    private readonly HashSet<string> sessionsWithResults = new(StringComparer.Ordinal);
    private readonly ReportRow totals = new("total");

    /// <summary>The report of everything these sinks hold. The first takes in the others.</summary>
    public UsageReport Build(IReadOnlyList<ReportSink> sinks)
    {
        var all = sinks[0];
        foreach (var sink in sinks.Skip(1))
        {
            all.Events.Add(sink.Events);
            all.Others.AddRange(sink.Others);
            all.Results.AddRange(sink.Results);
            all.Issues.AddRange(sink.Issues);
        }

        sessionsWithResults.UnionWith(all.Results.Select(r => r.Session));
        foreach (var other in MergeOthers(all))
        {
            Count(other.Effective(), isRequest: true);
        }

        for (var i = 0; i < all.Events.Count; i++)
        {
            if (all.Events.MergedAt(i) is { } merged)
            {
                Count(merged.Effective(), isRequest: true);
            }
            else
            {
                Count(in all.Events[i]);
            }
        }

        AddRemainders(all);
        return new UsageReport(
            totals,
            [.. rows.Values.OrderBy(r => r.Key, StringComparer.Ordinal)],
            [.. models.Values.OrderBy(r => r.Key, StringComparer.Ordinal)],
            [.. all.Issues.OrderBy(i => i.File, StringComparer.Ordinal).ThenBy(i => i.Line)]);
    }

    /// <summary>Observations without a message id: by request id they may belong to a message, else they are events of their own.</summary>
    private static List<MergedUsage> MergeOthers(ReportSink all)
    {
        var merged = new Dictionary<IdentityHash, MergedUsage>();
        foreach (var record in all.Others)
        {
            var key = UsageIdentity.PrimaryOf(record);
            merged[key] = merged.TryGetValue(key, out var so) ? so.With(record) : MergedUsage.Of(record);
        }

        if (!all.Others.Any(r => r.RequestId is not null))
        {
            return [.. merged.Values];
        }

        var byRequest = all.Events.ByRequest();
        return [.. merged.Values.Where(m => !all.Events.TryJoin(ReportSink.RequestOf(m.Winner), m, byRequest))];
    }

    private void AddRemainders(ReportSink all)
    {
        foreach (var session in all.Results.GroupBy(r => r.Session, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var remainder = RunRemainder.Of(RunTotals.Of(session), known.Where(k => k.Key.Session == session.Key).Select(k => k.Value));
            foreach (var (record, isRequest) in remainder.Events)
            {
                Count(record, isRequest);
            }

            foreach (var excess in remainder.Excesses)
            {
                all.Issues.Add(new ParseIssue("", 0, $"Session {excess.Session}, {excess.Model}: the known requests exceed the result by {excess.Money} USD and {excess.Tokens.Sum.ToString(CultureInfo.InvariantCulture)} tokens. The requests stand."));
            }
        }
    }

    private void Count(in CompactEvent found)
    {
        var use = new UsageToRate(found.KnownAtMs, found.Tokens, found.WebSearches, names[found.Speed], names[found.Geo], found.Batch, IsAggregate: false, null);
        Count(in use, found.Source, found.Session, found.Model, found.Project, found.Entrypoint, isRequest: true, null);
    }

    private void Count(UsageRecord found, bool isRequest)
    {
        var use = UsageToRate.Of(found);
        Count(in use, found.Source, names.Of(found.Session), names.Of(found.Model), names.Of(found.Project), names.Of(found.Entrypoint), isRequest, found);
    }

    private void Count(in UsageToRate use, UsageSource source, int session, int model, int project, int entrypoint, bool isRequest, UsageRecord? record)
    {
        var (price, modelRow) = PricesOf(model);
        var rated = Rater.Rate(in use, price);
        if (sessionsWithResults.Count > 0 && source != UsageSource.Result && names[session] is { } name && sessionsWithResults.Contains(name))
        {
            Know(name, price.Model, in use, rated.List);
        }

        if ((options.SinceMs is { } since && !(use.AtMs >= since)) || (options.UntilMs is { } until && !(use.AtMs < until)))
        {
            return;
        }

        var key = options.By switch
        {
            Grouping.Day => DayOf(use.AtMs),
            Grouping.Month => MonthOf(DayOf(use.AtMs)),
            Grouping.Model => modelRow,
            Grouping.Session => session,
            Grouping.Project => project,
            Grouping.Pool => (long)PoolOf(source, entrypoint, record),
        };
        if (!rows.TryGetValue(key, out var row))
        {
            rows.Add(key, row = new ReportRow(TextOf(key)));
        }

        if (!models.TryGetValue(modelRow, out var ofModel))
        {
            models.Add(modelRow, ofModel = new ReportRow(names[modelRow] ?? ModelId.NotStated));
        }

        totals.Add(use.Tokens, use.WebSearches, rated.Effective, isRequest);
        row.Add(use.Tokens, use.WebSearches, rated.Effective, isRequest);
        ofModel.Add(use.Tokens, use.WebSearches, rated.Effective, isRequest);
    }

    private void Know(string session, string model, in UsageToRate use, Nanodollars? list)
    {
        var sum = known.GetValueOrDefault((session, model)) ?? new KnownRequests(model, 0, default, 0, default);
        known[(session, model)] = sum with
        {
            Count = sum.Count + 1,
            Tokens = sum.Tokens + use.Tokens,
            WebSearches = sum.WebSearches + use.WebSearches,
            List = sum.List + (list ?? Nanodollars.Zero),
        };
    }

    /// <summary>The prices of a model, and its row: the name as stated, without the mark of a long context.</summary>
    private (ModelPrices Prices, int Row) PricesOf(int model)
    {
        if (!prices.TryGetValue(model, out var found))
        {
            var stated = names[model] ?? ModelId.NotStated;
            var shown = stated.EndsWith(LongContext, StringComparison.Ordinal) ? stated[..^LongContext.Length] : stated;
            prices.Add(model, found = (PriceBook.Shipped.For(stated), names.Of(shown)));
        }

        return found;
    }

    private Pool PoolOf(UsageSource source, int entrypoint, UsageRecord? record)
    {
        if (record is not null)
        {
            return PoolRules.Shipped.Decide(record);
        }

        if (!pools.TryGetValue((source, entrypoint), out var pool))
        {
            pool = PoolRules.Shipped.Decide(new UsageRecord { Source = source, Model = ModelId.NotStated, Entrypoint = names[entrypoint] });
            pools.Add((source, entrypoint), pool);
        }

        return pool;
    }

    /// <summary>The local day as a day number; -1 without an instant. Zones change on quarter hours.</summary>
    private int DayOf(long? atMs)
    {
        if (atMs is not { } at)
        {
            return -1;
        }

        var quarter = at / QuarterHourMs;
        if (!days.TryGetValue(quarter, out var day))
        {
            var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), options.Zone);
            days.Add(quarter, day = DateOnly.FromDateTime(local.DateTime).DayNumber);
        }

        return day;
    }

    private static int MonthOf(int day) => day < 0 ? day : DateOnly.FromDayNumber(day).AddDays(1 - DateOnly.FromDayNumber(day).Day).DayNumber;

    private string TextOf(long key) => options.By switch
    {
        Grouping.Day => key < 0 ? "(no date)" : DateOnly.FromDayNumber((int)key).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Grouping.Month => key < 0 ? "(no date)" : DateOnly.FromDayNumber((int)key).ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Grouping.Model => names[(int)key] ?? ModelId.NotStated,
        Grouping.Session => names[(int)key] ?? "(no session)",
        Grouping.Project => names[(int)key] ?? "(no project)",
        Grouping.Pool => (Pool)key switch
        {
            Pool.Unknown => "unknown",
            Pool.Programmatic => "programmatic",
            Pool.Interactive => "interactive",
            Pool.ApiKey => "api-key",
        },
    };
}
