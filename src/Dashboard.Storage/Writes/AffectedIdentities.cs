using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Writes;

/// <summary>Which known events decisions about identities may give another seat.</summary>
internal static class AffectedIdentities
{
    private const int PageSize = 100_000;

    /// <summary>So many names are looked for one by one; more of them in one pass over all events.</summary>
    private const int Few = 8;

    /// <summary>Ids, each once, and the sessions whose remainders may change without any request of theirs.</summary>
    public static async Task<(IReadOnlyCollection<long> Events, IReadOnlyCollection<long> Sessions)> OfAsync(UsageJob job, IReadOnlyList<Decision> decisions)
    {
        var assigned = decisions.Where(d => d.Body is IdentityAssigned).Select(d => (((IdentityAssigned)d.Body).Identity, FromMs: d.EffectiveAtMs)).ToList();
        var ruled = decisions.Where(d => d.Body is IdentityRulesSet).Select(d => d.EffectiveAtMs).ToList();
        var events = new HashSet<long>();
        if (assigned.Count <= Few)
        {
            foreach (var (identity, from) in assigned)
            {
                events.UnionWith(await OfIdentityAsync(job, identity, from));
            }
        }
        else
        {
            var names = assigned.Select(a => a.Identity).ToHashSet();
            events.UnionWith(await ScanAsync(job, assigned.Min(a => a.FromMs), stated => stated.Any(names.Contains)));
        }

        if (ruled.Count > 0)
        {
            // Whatever any list of rules, of any decision, may have given a seat: what holds now decides again.
            var lists = await job.Tables.QueryAsync("SELECT payload FROM decision WHERE kind = 'identity-rules-set'", r => (IdentityRulesSet)DecisionJson.Read(r.GetString(0)));
            var rules = lists.SelectMany(l => l.Rules).Distinct().ToList();
            events.UnionWith(rules.Count == 0 ? [] : await ScanAsync(job, ruled.Min(), stated => rules.Any(r => r.Matches(stated))));
        }

        return (events, await ResultsOfAsync(job, [.. assigned.Where(a => a.Identity.Kind is IdentityKind.Email).Select(a => a.Identity.Value)]));
    }

    /// <summary>The dictionaries say which rows may state it; the events are looked through once, from the day on.</summary>
    private static Task<List<long>> OfIdentityAsync(UsageJob job, Identity identity, long fromMs)
    {
        var (where, values) = IdentitySql.Of(identity);
        return job.Tables.QueryAsync(
            $"SELECT e.id FROM usage_event e WHERE e.day >= @day AND e.occurred_at_ms >= @from AND {where}", r => r.GetInt64(0), [("@day", job.Policy.DayOf(fromMs)), ("@from", fromMs), .. values]);
    }

    private static async Task<List<long>> ResultsOfAsync(UsageJob job, List<string> emails)
    {
        if (emails.Count > Few)
        {
            return await job.Tables.QueryAsync("SELECT DISTINCT session_id FROM run_result", r => r.GetInt64(0));
        }

        var found = new List<long>();
        foreach (var email in emails)
        {
            found.AddRange(await job.Tables.QueryAsync(
                "SELECT DISTINCT session_id FROM run_result WHERE lower(data) LIKE @email ESCAPE '!'", r => r.GetInt64(0), ("@email", $"%{IdentitySql.Like(email).ToLowerInvariant()}%")));
        }

        return found;
    }

    /// <summary>Looks at every event, a page at a time; what events state is asked once for all that state the same.</summary>
    private static async Task<List<long>> ScanAsync(UsageJob job, long fromMs, Func<IReadOnlyList<Identity>, bool> isWanted)
    {
        var found = new List<long>();
        var answers = new Dictionary<(long Actor, long Context, long Tags), bool>();
        for (var after = 0L; ;)
        {
            var page = await job.Tables.QueryAsync(
                "SELECT id, COALESCE(actor_id, -1), context_id, COALESCE(tags_id, -1), occurred_at_ms FROM usage_event WHERE id > @after ORDER BY id LIMIT @page",
                r => (Id: r.GetInt64(0), Key: (r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), AtMs: r.GetInt64(4)),
                ("@after", after),
                ("@page", PageSize));
            var later = page.Where(e => e.AtMs >= fromMs).ToList();
            await AskAsync(job, later.Select(e => e.Key), isWanted, answers);
            found.AddRange(later.Where(e => answers[e.Key]).Select(e => e.Id));
            if (page.Count < PageSize)
            {
                return found;
            }

            after = page[^1].Id;
        }
    }

    private static async Task AskAsync(
        UsageJob job, IEnumerable<(long Actor, long Context, long Tags)> keys, Func<IReadOnlyList<Identity>, bool> isWanted, Dictionary<(long Actor, long Context, long Tags), bool> answers)
    {
        var (tables, dictionaries, _) = job;
        var fresh = keys.Where(k => !answers.ContainsKey(k)).Distinct().ToList();
        await dictionaries.Actors.LoadAsync(tables, fresh.Select(k => Known(k.Actor)));
        await dictionaries.Contexts.LoadAsync(tables, fresh.Select(k => k.Context));
        await dictionaries.Tags.LoadAsync(tables, fresh.Select(k => Known(k.Tags)));
        foreach (var key in fresh)
        {
            var context = dictionaries.ContextOf(key.Context);
            answers[key] = isWanted(StatedIdentities.Of(dictionaries.Actors.TextOf(Known(key.Actor)), context.Repository, context.Workflow, dictionaries.TagsOf(Known(key.Tags))));
        }
    }

    private static long Known(long id) => id < 0 ? IntTable.Null : id;
}
