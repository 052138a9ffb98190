using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Audit;

/// <summary>
/// The other names of one person: e-mails, accounts, user ids, API keys and hosts that were assigned to the person's seats and never to another's.
/// Each gets a pseudonym of its own, in decisions and in usage alike, so that usage keeps its seat.
/// </summary>
internal sealed class PersonIdentities
{
    private readonly Dictionary<Identity, string> _pseudonyms;

    private PersonIdentities(Dictionary<Identity, string> pseudonyms) => _pseudonyms = pseudonyms;

    /// <summary>The other e-mails and what stands for each. They are found in texts like the e-mail of the seat.</summary>
    public IReadOnlyDictionary<string, string> Emails =>
        _pseudonyms.Where(p => p.Key.Kind is IdentityKind.Email).ToDictionary(p => p.Key.Value, p => p.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>For LIKE with <c>ESCAPE '!'</c>; they find the sets of tags that state one of the names.</summary>
    public IEnumerable<string> TagPatterns => InTags.SelectMany(p => StatedIdentities.TagsOf(p.Key.Kind).Select(t => $"%\"{IdentitySql.Like(t)}\":\"%{IdentitySql.Like(p.Key.Value)}%"));

    private IEnumerable<KeyValuePair<Identity, string>> InTags => _pseudonyms.Where(p => p.Key.Kind is not IdentityKind.Email);

    /// <param name="sql">The open transaction.</param>
    /// <param name="seats">The person's.</param>
    /// <param name="number">Of the pseudonym.</param>
    public static async Task<PersonIdentities> FindAsync(Sql sql, IReadOnlySet<int> seats, int number)
    {
        var own = new List<Identity>();
        var others = new HashSet<Identity>();
        foreach (var payload in await sql.QueryAsync("SELECT payload FROM decision WHERE kind = 'identity-assigned' ORDER BY sequence", r => r.GetString(0)))
        {
            if (DecisionJson.Read(payload) is IdentityAssigned { SeatId: { } seat } o && o.Kind is IdentityKind.Email or IdentityKind.AccountId or IdentityKind.UserId or IdentityKind.ApiKey or IdentityKind.Host)
            {
                if (!seats.Contains(seat))
                {
                    others.Add(o.Identity);
                }
                else if (!own.Contains(o.Identity))
                {
                    own.Add(o.Identity);
                }
            }
        }

        // Somebody signs in with it, or has a role: that is a person of its own, to be erased by itself.
        var people = (await sql.QueryAsync("""SELECT lower("NormalizedEmail") FROM "AspNetUsers" WHERE "NormalizedEmail" IS NOT NULL""", r => r.GetString(0))).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var payload in await sql.QueryAsync("SELECT payload FROM decision WHERE kind = 'role-granted'", r => r.GetString(0)))
        {
            people.Add(((RoleGranted)DecisionJson.Read(payload)).Person);
        }

        return new PersonIdentities(own
            .Where(i => !others.Contains(i) && !(i.Kind is IdentityKind.Email && people.Contains(i.Value)))
            .Select((identity, index) => (identity, Pseudonym: string.Create(CultureInfo.InvariantCulture, $"erased-{number}-{index + 1}{(identity.Kind is IdentityKind.Email ? "@erased.invalid" : "")}")))
            .ToDictionary(i => i.identity, i => i.Pseudonym));
    }

    /// <summary>The decision without the names; the same when none is in it.</summary>
    public DecisionBody Rewrite(DecisionBody body) => body switch
    {
        IdentityAssigned o when _pseudonyms.TryGetValue(o.Identity, out var pseudonym) => o with { Value = pseudonym },
        IdentityRulesSet o when o.Rules.Any(r => r.Conditions.Any(c => Of(c) is not null)) => o with
        {
            Rules = [.. o.Rules.Select(r => r with { Conditions = [.. r.Conditions.Select(c => Of(c) is { } pseudonym ? c with { Pattern = pseudonym } : c)] })],
        },
        _ => body,
    };

    /// <summary>A set of tags, or observations with tags, without the names.</summary>
    public string RewriteTags(string json)
    {
        var node = JsonNode.Parse(json);
        return Rewrite(node) ? node!.ToJsonString() : json;
    }

    private string? Of(IdentityCondition condition) =>
        _pseudonyms.Where(p => p.Key.Kind == condition.Kind && string.Equals(p.Key.Value, condition.Pattern, StringComparison.OrdinalIgnoreCase)).Select(p => p.Value).FirstOrDefault();

    private bool Rewrite(JsonNode? node)
    {
        var isChanged = false;
        switch (node)
        {
            case JsonObject all:
                foreach (var (name, value) in all.ToList())
                {
                    if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String)
                    {
                        var pseudonym = InTags.Where(p => p.Key.Value == text.GetValue<string>().Trim() && StatedIdentities.TagsOf(p.Key.Kind).Contains(name)).Select(p => p.Value).FirstOrDefault();
                        if (pseudonym is not null)
                        {
                            all[name] = pseudonym;
                            isChanged = true;
                        }
                    }
                    else
                    {
                        isChanged |= Rewrite(value);
                    }
                }

                break;
            case JsonArray all:
                foreach (var item in all)
                {
                    isChanged |= Rewrite(item);
                }

                break;
        }

        return isChanged;
    }
}
