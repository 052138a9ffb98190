using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Writes;

/// <summary>Which known events a decision about identities may give another seat.</summary>
internal static class AffectedIdentities
{
    private const int PageSize = 100_000;

    /// <summary>Ids, each once, and the sessions whose remainders may change without any request of theirs.</summary>
    public static async Task<(IReadOnlyCollection<long> Events, IReadOnlyCollection<long> Sessions)> OfAsync(UsageJob job, Decision decision) => decision.Body switch
    {
        IdentityAssigned o => (await OfIdentityAsync(job, o.Identity, decision.EffectiveAtMs), await ResultsOfAsync(job, o.Identity)),
        _ => (await OfRulesAsync(job, decision.EffectiveAtMs), []),
    };

    /// <summary>The dictionaries say which rows may state it; the events are looked through once, from the day on.</summary>
    private static Task<List<long>> OfIdentityAsync(UsageJob job, Identity identity, long fromMs)
    {
        var (where, values) = IdentitySql.Of(identity);
        return job.Tables.QueryAsync(
            $"SELECT e.id FROM usage_event e WHERE e.day >= @day AND e.occurred_at_ms >= @from AND {where}", r => r.GetInt64(0), [("@day", job.Policy.DayOf(fromMs)), ("@from", fromMs), .. values]);
    }

    private static Task<List<long>> ResultsOfAsync(UsageJob job, Identity identity) => identity.Kind is not IdentityKind.Email
        ? Task.FromResult(new List<long>())
        : job.Tables.QueryAsync(
            "SELECT DISTINCT session_id FROM run_result WHERE lower(data) LIKE @email ESCAPE '!'",
            r => r.GetInt64(0),
            ("@email", $"%{IdentitySql.Like(identity.Value).ToLowerInvariant()}%"));

    /// <summary>Whatever any list of rules, of any decision, may have given a seat: what holds now decides again.</summary>
    private static async Task<List<long>> OfRulesAsync(UsageJob job, long fromMs)
    {
        var lists = await job.Tables.QueryAsync("SELECT payload FROM decision WHERE kind = 'identity-rules-set'", r => (IdentityRulesSet)DecisionJson.Read(r.GetString(0)));
        var rules = lists.SelectMany(l => l.Rules).Distinct().ToList();
        var found = new List<long>();
        if (rules.Count == 0)
        {
            return found;
        }

        var matches = new Dictionary<(long Actor, long Context, long Tags), bool>();
        for (var after = 0L; ;)
        {
            var page = await job.Tables.QueryAsync(
                "SELECT id, COALESCE(actor_id, -1), context_id, COALESCE(tags_id, -1), occurred_at_ms FROM usage_event WHERE id > @after ORDER BY id LIMIT @page",
                r => (Id: r.GetInt64(0), Key: (r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), AtMs: r.GetInt64(4)),
                ("@after", after),
                ("@page", PageSize));
            var wanted = page.Where(e => e.AtMs >= fromMs).ToList();
            await AskAsync(job, rules, wanted.Select(e => e.Key), matches);
            found.AddRange(wanted.Where(e => matches[e.Key]).Select(e => e.Id));
            if (page.Count < PageSize)
            {
                return found;
            }

            after = page[^1].Id;
        }
    }

    private static async Task AskAsync(UsageJob job, List<IdentityRule> rules, IEnumerable<(long Actor, long Context, long Tags)> keys, Dictionary<(long Actor, long Context, long Tags), bool> matches)
    {
        var (tables, dictionaries, _) = job;
        var fresh = keys.Where(k => !matches.ContainsKey(k)).Distinct().ToList();
        await dictionaries.Actors.LoadAsync(tables, fresh.Select(k => Known(k.Actor)));
        await dictionaries.Contexts.LoadAsync(tables, fresh.Select(k => k.Context));
        await dictionaries.Tags.LoadAsync(tables, fresh.Select(k => Known(k.Tags)));
        foreach (var key in fresh)
        {
            var context = dictionaries.ContextOf(key.Context);
            var stated = StatedIdentities.Of(dictionaries.Actors.TextOf(Known(key.Actor)), context.Repository, context.Workflow, dictionaries.TagsOf(Known(key.Tags)));
            matches[key] = rules.Any(r => r.Matches(stated));
        }
    }

    private static long Known(long id) => id < 0 ? IntTable.Null : id;
}
