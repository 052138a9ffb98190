using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>Reads a configuration strictly: an unknown key, a wrong kind of value or a missing key is a problem with its path.</summary>
internal static class ConfigReader
{
    /// <summary>The most bytes of a file.</summary>
    public const long MostBytes = 20 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    public static (ConfigFile? File, IReadOnlyList<ConfigProblem> Problems) Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MostBytes)
        {
            return (null, [new ConfigProblem("$", "The file is larger than 20 MB.")]);
        }

        var problems = new List<ConfigProblem>();
        try
        {
            using var document = JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8, Options);
            return (Whole(new ConfigNode(document.RootElement, "$", problems)), problems);
        }
        catch (JsonException broken)
        {
            return (null, [new ConfigProblem("$", string.Create(CultureInfo.InvariantCulture, $"This is not JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}."))]);
        }
        catch (InvalidOperationException)
        {
            return (null, [new ConfigProblem("$", "A text holds bytes that are not UTF-8.")]);
        }
    }

    private static ConfigFile? Whole(ConfigNode node)
    {
        if (node.Object("version", "organisation", "teams", "costCentres", "allowances", "fees", "prices", "poolRules", "overageLimits", "roles", "seats", "seatsAreComplete") is not { } keys)
        {
            return null;
        }

        if (!keys.TryGetValue("version", out var version))
        {
            node.Problem("The key version is missing; it is 1.");
        }
        else if (version.Number(1, long.MaxValue) != 1)
        {
            version.Problem("Only version 1 is known.");
        }

        var complete = keys.TryGetValue("seatsAreComplete", out var flag) && flag.Flag();
        if (complete && !keys.ContainsKey("seats"))
        {
            flag!.Problem("seatsAreComplete goes with seats.");
        }

        return new ConfigFile
        {
            Organisation = keys.TryGetValue("organisation", out var organisation) ? Organisation(organisation) : null,
            Teams = List(keys, "teams", Name),
            CostCentres = List(keys, "costCentres", Name),
            Allowances = List(keys, "allowances", Allowance),
            Fees = List(keys, "fees", Fee),
            Prices = List(keys, "prices", Price),
            PoolRules = List(keys, "poolRules", Rule),
            OverageLimits = keys.TryGetValue("overageLimits", out var limits) ? Limits(limits) : null,
            Roles = keys.TryGetValue("roles", out var roles) ? People(roles) : null,
            Seats = keys.TryGetValue("seats", out var seats) ? Seats(seats) : null,
            SeatsAreComplete = complete,
        };
    }

    private static ConfigOrganisation? Organisation(ConfigNode node)
    {
        if (node.Object("name", "booksStart", "zone", "programme", "paid", "sharedAccount") is not { } keys)
        {
            return null;
        }

        return new ConfigOrganisation
        {
            Name = keys.GetValueOrDefault("name")?.Text(),
            BooksStart = keys.GetValueOrDefault("booksStart")?.Day(),
            Zone = Timeline(keys, "zone", Zone),
            Programme = keys.TryGetValue("programme", out var programme) ? Programme(programme) : null,
            Paid = keys.GetValueOrDefault("paid")?.Factor(),
            SharedAccount = keys.TryGetValue("sharedAccount", out var shared) ? Shared(shared) : null,
        };
    }

    private static string Zone(ConfigNode node)
    {
        var zone = node.Text() ?? "UTC";
        try
        {
            ZoneDays.Find(zone);
            return zone;
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException)
        {
            node.Problem("There is no such time zone; an IANA id such as Europe/Berlin is needed.");
            return "UTC";
        }
    }

    private static ConfigTimeline<ProgrammeChoice>? Programme(ConfigNode node)
    {
        var steps = node.IsList ? node.List(Step) : Step(node) is { } only ? [only] : [];
        return Checked(node, steps, !node.IsList);

        ConfigStep<ProgrammeChoice>? Step(ConfigNode item)
        {
            var keys = node.IsList ? item.Object("from", "id", "mode") : item.Object("id", "mode");
            return keys is null ? null : new ConfigStep<ProgrammeChoice>(
                item.Path,
                keys.GetValueOrDefault("from")?.Instant(),
                new ProgrammeChoice(Needed(item, keys, "id")?.Text() ?? "", Needed(item, keys, "mode") is { } mode ? mode.Word(ConfigWords.Modes) : ProgrammeMode.Off));
        }
    }

    private static ConfigAccount? Shared(ConfigNode node) => node.Object("anchorDay", "claims", "overage", "overageBefore") is { } keys
        ? new ConfigAccount
        {
            Path = node.Path,
            Anchor = Timeline(keys, "anchorDay", Anchor),
            Claims = List(keys, "claims", Claim),
            Overage = List(keys, "overage", Overage),
            OverageBefore = List(keys, "overageBefore", Overage),
        }
        : null;

    private static ImmutableArray<ConfigSeat> Seats(ConfigNode node)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        return node.List(item =>
        {
            if (++count > SeatList.MostSeats)
            {
                if (count == SeatList.MostSeats + 1)
                {
                    item.Problem($"A file has at most {SeatList.MostSeats} seats.");
                }

                return null;
            }

            var seat = Seat(item);
            if (seat is not null && !seen.Add(seat.Email))
            {
                item.Problem("This e-mail stands in the list already.");
            }

            return seat;
        });
    }

    private static ConfigSeat? Seat(ConfigNode node)
    {
        if (node.Object("email", "name", "plan", "team", "costCentre", "anchorDay", "activeFrom", "activeUntil", "claims", "overage", "overageBefore") is not { } keys
            || Needed(node, keys, "email")?.Text() is not { } email)
        {
            return null;
        }

        keys.TryGetValue("activeUntil", out var until);
        return new ConfigSeat
        {
            Path = node.Path,
            Email = email.ToLowerInvariant(),
            Name = keys.TryGetValue("name", out var name) ? name.TextOrNull() ?? "" : null,
            Plan = Timeline(keys, "plan", n => n.Plan() ?? Plans.Pro.Id),
            Team = Timeline(keys, "team", n => n.TextOrNull()),
            CostCentre = Timeline(keys, "costCentre", n => n.TextOrNull()),
            Anchor = Timeline(keys, "anchorDay", Anchor),
            ActiveFrom = keys.GetValueOrDefault("activeFrom")?.Day(),
            SaysUntil = until is not null,
            ActiveUntil = until is { IsNull: false } ? until.Day() : null,
            Claims = List(keys, "claims", Claim),
            Overage = List(keys, "overage", Overage),
            OverageBefore = List(keys, "overageBefore", Overage),
        };
    }

    private static int Anchor(ConfigNode node) => (int)node.Number(1, 31);

    private static ConfigClaim? Claim(ConfigNode node) =>
        node.Object("programme", "at") is { } keys && Needed(node, keys, "programme")?.Text() is { } programme && Needed(node, keys, "at") is { } at
            ? new ConfigClaim(node.Path, programme, at.Instant())
            : null;

    private static ConfigOverage? Overage(ConfigNode node)
    {
        if (node.Object("from", "on", "cap") is not { } keys || Needed(node, keys, "on") is not { } flag)
        {
            return null;
        }

        var on = flag.Flag();
        if (!on && keys.TryGetValue("cap", out var cap))
        {
            cap.Problem("A cap needs overage to be on.");
        }

        return new ConfigOverage(node.Path, keys.GetValueOrDefault("from")?.Instant(), on, keys.GetValueOrDefault("cap") is { IsNull: false } amount ? amount.Money() : null);
    }

    private static ConfigLimits? Limits(ConfigNode node)
    {
        if (node.Object("ceiling", "onePersonUpTo", "teamCeilings") is not { } keys)
        {
            return null;
        }

        return new ConfigLimits(
            node.Path, keys.ContainsKey("ceiling"), Amount("ceiling"), keys.ContainsKey("onePersonUpTo"), Amount("onePersonUpTo"),
            keys.TryGetValue("teamCeilings", out var teams) ? [.. teams.Entries().Select(e => new ConfigCeiling(e.Value.Path, e.Key.Trim(), e.Value.Money()))] : null);

        Nanodollars? Amount(string key) => keys.TryGetValue(key, out var value) && !value.IsNull ? value.Money() : null;
    }

    private static ConfigName? Name(ConfigNode node) => node.Text() is { } name ? new ConfigName(node.Path, name) : null;

    private static ImmutableArray<ConfigRoles> People(ConfigNode node)
    {
        var people = node.Entries().Select(r => Person(r.Key, r.Value)).ToImmutableArray();
        if (people.DistinctBy(p => p.Person, StringComparer.Ordinal).Count() < people.Length)
        {
            node.Problem("An e-mail stands here twice.");
        }

        return people;
    }

    private static ConfigRoles Person(string person, ConfigNode node)
    {
        var grants = node.List(item => item.IsText ? new RoleGrant(item.Word(ConfigWords.Roles)) : Team(item));
        if (grants.FirstOrDefault(g => g is { Role: Role.TeamAdmin, Team: null }) is not null)
        {
            node.Problem("A team admin is one of a team: {\"role\": \"team-admin\", \"team\": \"Cloud\"}.");
        }

        return new ConfigRoles(node.Path, person.Trim().ToLowerInvariant(), [.. grants.Distinct()]);

        static RoleGrant? Team(ConfigNode item) => item.Object("role", "team") is { } keys && Needed(item, keys, "role") is { } role
            ? new RoleGrant(role.Word(ConfigWords.Roles), keys.GetValueOrDefault("team")?.TextOrNull())
            : null;
    }

    private static ConfigAllowance? Allowance(ConfigNode node)
    {
        if (node.Object("programme", "for", "key", "amount", "scope", "from", "source") is not { } keys
            || Needed(node, keys, "programme")?.Text() is not { } programme || Needed(node, keys, "for") is not { } target
            || Needed(node, keys, "amount") is not { } amount || Needed(node, keys, "from") is not { } from || Needed(node, keys, "source")?.Text() is not { } source)
        {
            return null;
        }

        var kind = target.Word(ConfigWords.Targets);
        var key = kind == AllowanceTarget.Everyone ? "" : Needed(node, keys, "key")?.Text() ?? "";
        return new ConfigAllowance(node.Path, programme, new AllowanceRow
        {
            Target = kind,
            Key = key,
            Amount = amount.IsNull ? null : amount.Money(),
            Scope = keys.TryGetValue("scope", out var scope) ? scope.Word(ConfigWords.Scopes) : ProgrammeScope.PerSeat,
            EffectiveFrom = from.Day(),
            Source = source,
        });
    }

    private static ConfigFee? Fee(ConfigNode node) =>
        node.Object("plan", "term", "perMonth", "from", "source") is { } keys
        && Needed(node, keys, "plan")?.Plan() is { } plan && Needed(node, keys, "term") is { } term && Needed(node, keys, "perMonth") is { } amount
        && Needed(node, keys, "from") is { } from && Needed(node, keys, "source")?.Text() is { } source
            ? new ConfigFee(node.Path, new SeatFeeRow(plan, term.Word(ConfigWords.Terms), amount.Money(), from.Day(), source))
            : null;

    private static ConfigPrice? Price(ConfigNode node)
    {
        if (node.Object("model", "from", "prices", "over", "batch", "geoUs", "fast", "source") is not { } keys
            || Needed(node, keys, "model")?.Text() is not { } model || Needed(node, keys, "prices") is not { } prices || Needed(node, keys, "source")?.Text() is not { } source)
        {
            return null;
        }

        PriceTier? tier = null;
        if (keys.TryGetValue("over", out var over) && over.Object("promptTokens", "longContextOnly", "prices") is { } parts
            && Needed(over, parts, "promptTokens") is { } tokens && Needed(over, parts, "prices") is { } dearer)
        {
            tier = new PriceTier(tokens.Number(1, 1_000_000_000), Tokens(dearer), parts.TryGetValue("longContextOnly", out var only) && only.Flag());
        }

        return new ConfigPrice(node.Path, keys.GetValueOrDefault("from")?.Instant(), new PriceRow
        {
            Model = model,
            Prices = Tokens(prices),
            Tier = tier,
            Batch = keys.GetValueOrDefault("batch")?.Factor(),
            GeoUs = keys.GetValueOrDefault("geoUs")?.Factor(),
            Fast = keys.GetValueOrDefault("fast")?.Factor(),
            Source = source,
        });
    }

    private static TokenPrices Tokens(ConfigNode node)
    {
        string[] names = ["input", "output", "cacheWrite5m", "cacheWrite1h", "cacheRead"];
        if (node.Object(names) is not { } keys)
        {
            return default;
        }

        var prices = names.Select(n => Needed(node, keys, n)?.PerToken() ?? 0).ToArray();
        return new TokenPrices(prices[0], prices[1], prices[2], prices[3], prices[4]);
    }

    private static ConfigRule? Rule(ConfigNode node) => node.Object("pool", "from", "until", "source", "entrypoint", "app", "hasSeatEmail") is { } keys && Needed(node, keys, "pool") is { } pool
        ? new ConfigRule(node.Path, keys.GetValueOrDefault("from")?.Instant(), keys.GetValueOrDefault("until")?.Instant(), new PoolRule
        {
            Pool = pool.Word(ConfigWords.Pools),
            Source = keys.GetValueOrDefault("source")?.Word(ConfigWords.Sources),
            Entrypoint = keys.GetValueOrDefault("entrypoint")?.Text(),
            App = keys.GetValueOrDefault("app")?.Text(),
            HasSeatEmail = keys.GetValueOrDefault("hasSeatEmail")?.Flag(),
        })
        : null;

    private static ConfigTimeline<T>? Timeline<T>(Dictionary<string, ConfigNode> keys, string key, Func<ConfigNode, T> read)
    {
        if (!keys.TryGetValue(key, out var node))
        {
            return null;
        }

        return node.IsList
            ? Checked(node, node.List(item => item.Object("from", key) is { } entry && Needed(item, entry, key) is { } value
                ? new ConfigStep<T>(item.Path, entry.GetValueOrDefault("from")?.Instant(), read(value))
                : null), false)
            : new ConfigTimeline<T>(node.Path, true, [new ConfigStep<T>(node.Path, null, read(node))]);
    }

    private static ConfigTimeline<T>? Checked<T>(ConfigNode node, ImmutableArray<ConfigStep<T>> steps, bool isNow)
    {
        if (steps.IsEmpty || steps[0].From is not null || steps.Skip(1).Any(s => s.From is null))
        {
            node.Problem("The first entry says what holds from the begin and has no key from; every other has one.");
            return null;
        }

        if (steps.Select(s => s.From).Distinct().Count() < steps.Length)
        {
            node.Problem("Two entries begin at one instant.");
        }

        return new ConfigTimeline<T>(node.Path, isNow, steps);
    }

    private static ImmutableArray<T>? List<T>(Dictionary<string, ConfigNode> keys, string key, Func<ConfigNode, T?> read)
        where T : class => keys.TryGetValue(key, out var node) ? node.List(read) : null;

    private static ConfigNode? Needed(ConfigNode node, Dictionary<string, ConfigNode> keys, string key)
    {
        if (!keys.TryGetValue(key, out var value))
        {
            node.Problem($"The key {key} is missing.");
        }

        return value;
    }

}
