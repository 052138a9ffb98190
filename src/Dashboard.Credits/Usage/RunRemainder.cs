using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;

namespace Dashboard.Credits.Usage;

/// <summary>
/// What the results of a session post beside its known requests: per model max(0, Σ results − Σ requests) in money and per token
/// kind. Source: law, section 4.
/// </summary>
/// <param name="Events">The remainders; none when the requests account for everything.</param>
/// <param name="Excesses">Where the requests exceed the results.</param>
public sealed record RunRemainder(ImmutableArray<RemainderEvent> Events, ImmutableArray<RunExcess> Excesses)
{
    /// <summary>Compares a session's results with its known requests.</summary>
    /// <param name="totals">What the results add up to.</param>
    /// <param name="known">The requests of the same session, one entry per normalised model. A result without models is compared with all requests of models that no result names.</param>
    public static RunRemainder Of(RunTotals totals, IEnumerable<KnownRequests> known)
    {
        var named = totals.Models.Select(m => ModelId.Normalize(m.Model)).ToHashSet(StringComparer.Ordinal);
        var rest = new Dictionary<string, KnownRequests>(StringComparer.Ordinal);
        foreach (var requests in known)
        {
            var model = named.Contains(requests.Model) ? requests.Model : ModelId.NotStated;
            rest[model] = rest.TryGetValue(model, out var sum) ? Add(sum, requests) : requests with { Model = model };
        }

        var events = ImmutableArray.CreateBuilder<RemainderEvent>();
        var excesses = ImmutableArray.CreateBuilder<RunExcess>();
        foreach (var ofModel in totals.Models.GroupBy(m => ModelId.Normalize(m.Model), StringComparer.Ordinal))
        {
            var left = rest.GetValueOrDefault(ofModel.Key) ?? new KnownRequests(ofModel.Key, 0, default, 0, default);
            var hasRequests = left.Count > 0;
            foreach (var total in ofModel)
            {
                var tokens = More(total.Tokens, left.Tokens);
                var searches = Math.Max(0, total.WebSearches - left.WebSearches);
                var money = total.Cost is { } cost ? Nanodollars.Max(Nanodollars.Zero, cost - left.List) : (Nanodollars?)null;
                if (tokens.Sum > 0 || searches > 0 || money is { IsPositive: true })
                {
                    events.Add(new RemainderEvent(Record(totals, total, tokens, searches, money), !hasRequests || tokens.Prompt > 0));
                }

                left = left with
                {
                    Tokens = More(left.Tokens, total.Tokens),
                    WebSearches = Math.Max(0, left.WebSearches - total.WebSearches),
                    List = total.Cost is { } paid ? Nanodollars.Max(Nanodollars.Zero, left.List - paid) : left.List,
                };
            }

            // Without a stated cost there is nothing to compare the money with.
            var excess = ofModel.All(m => m.Cost is null) ? Nanodollars.Zero : left.List;
            if (excess.IsPositive || left.Tokens.Sum > 0)
            {
                excesses.Add(new RunExcess(totals.Session, ofModel.Key, excess, left.Tokens));
            }
        }

        return new RunRemainder(events.ToImmutable(), excesses.ToImmutable());
    }

    private static UsageRecord Record(RunTotals totals, ModelTotal total, TokenCounts tokens, int searches, Nanodollars? money) => new()
    {
        Source = UsageSource.Result,
        OccurredAtMs = totals.LastAtMs,
        SourceEventId = $"remainder:{(total.Cost is null ? "open:" : "")}{ModelId.Normalize(total.Model)}:{totals.Session}",
        Session = totals.Session,
        Model = total.Model,
        Tokens = tokens,
        WebSearches = searches,
        Entrypoint = totals.Entrypoint,
        Project = totals.Project,
        SeatEmail = totals.SeatEmail,
        AuthoritativeCost = money,
    };

    private static KnownRequests Add(KnownRequests a, KnownRequests b) =>
        a with { Count = a.Count + b.Count, Tokens = a.Tokens + b.Tokens, WebSearches = a.WebSearches + b.WebSearches, List = a.List + b.List };

    /// <summary>
    /// What <paramref name="a"/> has more than <paramref name="b"/>, kind by kind, never negative. Cache writes are compared
    /// together, because results often do not split them; what is more is one-hour writes as far as these are more.
    /// </summary>
    private static TokenCounts More(TokenCounts a, TokenCounts b)
    {
        var writes = Math.Max(0, a.CacheWrite - b.CacheWrite);
        var oneHour = Math.Min(writes, Math.Max(0, a.CacheWrite1h - b.CacheWrite1h));
        return new TokenCounts(
            Math.Max(0, a.Input - b.Input),
            Math.Max(0, a.Output - b.Output),
            writes - oneHour,
            oneHour,
            Math.Max(0, a.CacheRead - b.CacheRead));
    }
}
