using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>Whose usage comes in under which names: what was assigned, and the rules, each as a dated history.</summary>
internal static class IdentitiesPart
{
    public static void Write(ConfigText text, Organisation organisation)
    {
        var map = organisation.Identities;
        var assigned = map.Assigned.OrderBy(a => a.Key).SelectMany(a => Steps(a.Value, (x, y) => x == y).Select(s => (Identity: a.Key, s.FromMs, Seat: s.Value))).ToList();
        var rules = Steps(map.Rules, AreSame);
        if (assigned.Count + rules.Count > 0)
        {
            text.Object("identities", () =>
            {
                text.Many("assigned", assigned, a => text.Object(() => WriteAssigned(text, organisation, a.Identity, a.Seat, a.FromMs)));
                text.Many("rules", rules, r => text.Object(() =>
                {
                    text.From(r.FromMs);
                    text.Many("rules", r.Value, rule => text.Object(() => WriteRule(text, organisation, rule)));
                }));
            });
        }
    }

    public static ConfigIdentities? Read(ConfigNode node) => node.Object("assigned", "rules") is { } keys
        ? new ConfigIdentities(node.Path, keys.List("assigned", ReadAssigned), keys.List("rules", ReadRules))
        : null;

    public static void Plan(ConfigComparison found)
    {
        if (found.File.Identities is not { } wanted)
        {
            return;
        }

        var added = (found.File.Seats ?? []).Where(s => found.Organisation.SeatOf(s.Email) is null).Select((s, i) => (s.Email, Id: -1 - i)).ToDictionary(s => s.Email, s => s.Id, StringComparer.Ordinal);
        foreach (var of in (wanted.Assigned ?? []).GroupBy(a => a.Identity))
        {
            PlanAssigned(found, of.Key, [.. of.Select(a => (a.Path, At: a.From.In(found.Zone), Seat: a.Seat is { } email ? SeatOf(found, added, a.Path, email) : null))]);
        }

        if (wanted.Rules is { } lists)
        {
            PlanRules(found, wanted.Path + ".rules", [.. lists.Select(l => (l.Path, At: l.From.In(found.Zone), Rules: l.Rules.Select(r => new IdentityRule(r.When, SeatOf(found, added, r.Path, r.Seat) ?? 0)).ToImmutableArray()))]);
        }
    }

    private static void PlanAssigned(ConfigComparison found, Identity identity, ImmutableArray<(string Path, long At, int? Seat)> steps)
    {
        var have = found.Organisation.Identities.Assigned.TryGetValue(identity, out var known) ? known : new History<int?>(null);
        var want = new History<int?>(null, steps.Select(s => new Dated<int?>(s.At, s.Seat)));
        foreach (var at in Instants(have, want).Where(at => have.At(at) != want.At(at)))
        {
            have = have.With(at, want.At(at), long.MaxValue);
            found.Add(
                steps.FirstOrDefault(s => s.At == at).Path ?? steps[0].Path,
                $"{ConfigWords.Of(ConfigWords.Identities, identity.Kind)} {identity.Value}: {(want.At(at) is null ? "nobody's" : "another seat's")}{found.From(at)}",
                new IdentityAssigned(identity.Kind, identity.Value, want.At(at)),
                at);
        }
    }

    private static void PlanRules(ConfigComparison found, string path, ImmutableArray<(string Path, long At, ImmutableArray<IdentityRule> Rules)> lists)
    {
        var have = found.Organisation.Identities.Rules;
        var want = new History<ImmutableArray<IdentityRule>>([], lists.Select(l => new Dated<ImmutableArray<IdentityRule>>(l.At, l.Rules)));
        foreach (var at in Instants(have, want).Where(at => !AreSame(have.At(at), want.At(at))))
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{want.At(at).Length} identity rules instead of {have.At(at).Length}{found.From(at)}");
            have = have.With(at, want.At(at), long.MaxValue);
            found.Add(lists.FirstOrDefault(l => l.At == at).Path ?? path, text, new IdentityRulesSet(want.At(at)), at);
        }
    }

    /// <summary>Every instant at which one of the two changes, in order.</summary>
    private static List<long> Instants<T>(History<T> have, History<T> want) => [.. have.Changes.Concat(want.Changes).Select(c => c.FromMs).Distinct().Order()];

    /// <summary>The changes that change something.</summary>
    private static List<Dated<T>> Steps<T>(History<T> history, Func<T, T, bool> areSame)
    {
        var steps = new List<Dated<T>>();
        var before = history.First;
        foreach (var change in history.Changes)
        {
            if (!areSame(before, change.Value))
            {
                steps.Add(change);
            }

            before = change.Value;
        }

        return steps;
    }

    private static bool AreSame(ImmutableArray<IdentityRule> left, ImmutableArray<IdentityRule> right) => left.AsSpan().SequenceEqual(right.AsSpan());

    private static int? SeatOf(ConfigComparison found, Dictionary<string, int> added, string path, string email)
    {
        var id = found.Organisation.SeatOf(email)?.Id ?? (added.TryGetValue(email.Trim().ToLowerInvariant(), out var fresh) ? fresh : null);
        if (id is null)
        {
            found.Problem(path + ".seat", "There is no seat with this e-mail, neither here nor in the file.");
        }

        return id;
    }

    private static void WriteAssigned(ConfigText text, Organisation organisation, Identity identity, int? seat, long fromMs)
    {
        text.Json.WriteString("kind", ConfigWords.Of(ConfigWords.Identities, identity.Kind));
        text.Json.WriteString("value", identity.Value);
        if (seat is { } id)
        {
            text.Json.WriteString("seat", organisation.Seats[id].Email);
        }
        else
        {
            text.Json.WriteNull("seat");
        }

        text.From(fromMs);
    }

    private static void WriteRule(ConfigText text, Organisation organisation, IdentityRule rule)
    {
        text.Many("when", rule.Conditions, c => text.Object(() =>
        {
            text.Json.WriteString("kind", ConfigWords.Of(ConfigWords.Identities, c.Kind));
            text.Json.WriteString("is", c.Pattern);
        }));
        text.Json.WriteString("seat", organisation.Seats[rule.SeatId].Email);
    }

    private static ConfigIdentity? ReadAssigned(ConfigNode node) =>
        node.Object("kind", "value", "seat", "from") is { } keys && keys.Needed("kind") is { } kind && keys.Needed("value") is { } value && keys.Needed("seat") is { } seat && keys.Needed("from") is { } from
            ? new ConfigIdentity(node.Path, Identity.Of(kind.Word(ConfigWords.Identities), value.Text() ?? ""), seat.TextOrNull(), from.Instant())
            : null;

    private static ConfigIdentityRules? ReadRules(ConfigNode node) => node.Object("from", "rules") is { } keys && keys.Needed("from") is { } from && keys.Needed("rules") is { } rules
        ? new ConfigIdentityRules(node.Path, from.Instant(), rules.List(ReadRule))
        : null;

    private static ConfigIdentityRule? ReadRule(ConfigNode node) => node.Object("when", "seat") is { } keys && keys.Needed("when") is { } when && keys.Needed("seat") is { } seat
        ? new ConfigIdentityRule(node.Path, when.List(ReadCondition), seat.Text() ?? "")
        : null;

    private static IdentityCondition? ReadCondition(ConfigNode node) => node.Object("kind", "is") is { } keys && keys.Needed("kind") is { } kind && keys.Needed("is") is { } pattern
        ? new IdentityCondition(kind.Word(ConfigWords.Identities), (pattern.Text() ?? "").Trim())
        : null;
}
