using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>The organisation as a configuration: the same decisions give the same text. Docs: <c>docs/config.md</c>.</summary>
public sealed class ConfigWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private readonly Utf8JsonWriter _json;
    private readonly Organisation _organisation;
    private readonly TimeZoneInfo _zone;
    private readonly long _nowMs;

    private ConfigWriter(Utf8JsonWriter json, Organisation organisation, long nowMs)
    {
        (_json, _organisation, _nowMs) = (json, organisation, nowMs);
        _zone = ZoneDays.Find(organisation.Rules.Zone.At(nowMs));
    }

    /// <summary>The text, ending with a line feed. A bare day is its first instant in the organisation's zone at <paramref name="nowMs"/>.</summary>
    public static string Write(Organisation organisation, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            new ConfigWriter(json, organisation, nowMs).Whole();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    /// <summary>A price row as text: two rows are the same when their texts are.</summary>
    internal static string TextOf(PriceRow row) => Part(w => w.Price(row));

    /// <summary>The rules as text: two lists are the same when their texts are.</summary>
    internal static string TextOf(PoolRules rules) => Part(w => w.Rules(rules));

    private static string Part(Action<ConfigWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            write(new ConfigWriter(json, Organisation.None, 0));
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private void Whole()
    {
        _json.WriteStartObject();
        _json.WriteNumber("version", 1);
        WriteOrganisation();
        Names("teams", _organisation.Teams);
        Names("costCentres", _organisation.CostCentres);
        Many("allowances", OwnAllowances(_organisation), a => Allowance(a.Programme, a.Row));
        Many("fees", OwnFees(_organisation), Fee);
        Many("prices", OwnPrices(_organisation), Price);
        if (TextOf(_organisation.PoolRules) != TextOf(PoolRules.Shipped))
        {
            _json.WritePropertyName("poolRules");
            Rules(_organisation.PoolRules);
        }

        WriteLimits();
        _json.WriteStartObject("roles");
        foreach (var (person, roles) in _organisation.Roles.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            _json.WriteStartArray(person);
            foreach (var role in roles.OrderBy(r => r.Role).ThenBy(r => r.Team, StringComparer.Ordinal))
            {
                WriteRole(role);
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
        Many("seats", _organisation.Seats.Values.OrderBy(s => s.Email, StringComparer.Ordinal), WriteSeat);
        _json.WriteEndObject();
    }

    /// <summary>The rows that people entered, of several for one day the last.</summary>
    internal static IEnumerable<(string Programme, AllowanceRow Row)> OwnAllowances(Organisation organisation) => organisation.Rules.Programmes
        .SelectMany(p => p.Allowances.Where(r => r.EnteredAtMs is not null).GroupBy(r => (r.Target, r.Key, r.EffectiveFrom)).Select(g => (Programme: p.Id, Row: g.Last())))
        .OrderBy(a => a.Programme, StringComparer.Ordinal).ThenBy(a => a.Row.Target).ThenBy(a => a.Row.Key, StringComparer.Ordinal).ThenBy(a => a.Row.EffectiveFrom);

    private static IEnumerable<SeatFeeRow> OwnFees(Organisation organisation) => organisation.Fees.Skip(SeatFees.Shipped.Length)
        .GroupBy(f => (f.Plan, f.Term, f.EffectiveFrom)).Select(g => g.Last())
        .OrderBy(f => f.Plan, StringComparer.Ordinal).ThenBy(f => f.Term).ThenBy(f => f.EffectiveFrom);

    private static IEnumerable<PriceRow> OwnPrices(Organisation organisation)
    {
        var shipped = PriceBook.Shipped.Rows.ToDictionary(r => r.Key, TextOf, StringComparer.Ordinal);
        return organisation.Prices.Rows.Where(r => shipped.GetValueOrDefault(r.Key) != TextOf(r));
    }

    private void WriteOrganisation()
    {
        var rules = _organisation.Rules;
        _json.WriteStartObject("organisation");
        _json.WriteString("name", _organisation.Name);
        _json.WriteString("booksStart", ConfigWords.Day(rules.BooksStart));
        Timeline("zone", rules.Zone, "zone", _json.WriteStringValue, (at, zone) => ConfigWords.Instant(at, ZoneDays.Find(zone)));
        if (_organisation.HasChosen)
        {
            Choices(rules.Choice);
        }

        if (!_organisation.Contract.IsOne)
        {
            _json.WriteString("paid", _organisation.Contract.ToString());
        }

        _json.WriteStartObject("sharedAccount");
        Timeline("anchorDay", rules.PoolAnchor, "anchorDay", _json.WriteNumberValue);
        Account(rules.PoolClaims, rules.PoolOverage);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void Choices(History<ProgrammeChoice> history)
    {
        var (first, steps) = ConfigHistory.StepsOf(history);
        _json.WritePropertyName("programme");
        if (steps.Count > 0)
        {
            _json.WriteStartArray();
        }

        Choice(null, first);
        foreach (var (at, choice) in steps)
        {
            Choice(at, choice);
        }

        if (steps.Count > 0)
        {
            _json.WriteEndArray();
        }

        void Choice(long? at, ProgrammeChoice choice)
        {
            _json.WriteStartObject();
            From(at);
            _json.WriteString("id", choice.ProgrammeId);
            _json.WriteString("mode", ConfigWords.Of(ConfigWords.Modes, choice.Mode));
            _json.WriteEndObject();
        }
    }

    private void Timeline<T>(string key, History<T> history, string valueKey, Action<T> value, Func<long, T, string>? from = null)
    {
        var (first, steps) = ConfigHistory.StepsOf(history);
        _json.WritePropertyName(key);
        if (steps.Count == 0)
        {
            value(first);
            return;
        }

        _json.WriteStartArray();
        Step(null, first);
        foreach (var (at, step) in steps)
        {
            Step(from is null ? ConfigWords.Instant(at, _zone) : from(at, step), step);
        }

        _json.WriteEndArray();

        void Step(string? at, T step)
        {
            _json.WriteStartObject();
            if (at is not null)
            {
                _json.WriteString("from", at);
            }

            _json.WritePropertyName(valueKey);
            value(step);
            _json.WriteEndObject();
        }
    }

    private void WriteSeat(Seat seat)
    {
        _json.WriteStartObject();
        _json.WriteString("email", seat.Email);
        _json.WriteString("name", seat.Name);
        Timeline("plan", seat.Plan, "plan", _json.WriteStringValue);
        Timeline("team", seat.Team, "team", _json.WriteStringValue);
        Timeline("costCentre", seat.CostCentre, "costCentre", _json.WriteStringValue);
        Timeline("anchorDay", seat.Anchor, "anchorDay", _json.WriteNumberValue);
        _json.WriteString("activeFrom", ConfigWords.Day(seat.ActiveFrom));
        if (seat.ActiveUntil is { } until)
        {
            _json.WriteString("activeUntil", ConfigWords.Day(until));
        }

        Account(seat.Claims, seat.Overage);
        _json.WriteEndObject();
    }

    private void Account(ImmutableArray<Claim> claims, OverageHistory history)
    {
        if (claims.Length > 0)
        {
            Many("claims", claims.GroupBy(c => c.ProgrammeId).Select(g => g.MinBy(c => c.AtMs)!).OrderBy(c => c.ProgrammeId, StringComparer.Ordinal), claim =>
            {
                _json.WriteStartObject();
                _json.WriteString("programme", claim.ProgrammeId);
                _json.WriteString("at", ConfigWords.Instant(claim.AtMs, _zone));
                _json.WriteEndObject();
            });
        }

        var overage = ConfigHistory.Of(history);
        var (_, steps) = ConfigHistory.StepsOf(overage);
        var now = overage.At(_nowMs);
        var ahead = steps.Where(s => s.AtMs > _nowMs).ToList();
        if (now.On || ahead.Count > 0)
        {
            IEnumerable<(long? AtMs, (bool, Nanodollars?) Setting)> holds = now.On ? [(null, now)] : [];
            Many("overage", holds.Concat(ahead.Select(s => ((long?)s.AtMs, s.Value))), s => OverageStep(s.Item1, s.Item2));
        }

        var before = steps.Where(s => s.AtMs <= _nowMs).ToList();
        if (before.Count > 0)
        {
            Many("overageBefore", before, s => OverageStep(s.AtMs, s.Value));
        }
    }

    private void OverageStep(long? at, (bool On, Nanodollars? Cap) setting)
    {
        _json.WriteStartObject();
        From(at);
        _json.WriteBoolean("on", setting.On);
        if (setting.Cap is { } cap)
        {
            _json.WriteString("cap", Usd.Format(cap));
        }

        _json.WriteEndObject();
    }

    private void Allowance(string programme, AllowanceRow row)
    {
        _json.WriteStartObject();
        _json.WriteString("programme", programme);
        _json.WriteString("for", ConfigWords.Of(ConfigWords.Targets, row.Target));
        if (row.Target != AllowanceTarget.Everyone)
        {
            _json.WriteString("key", row.Key);
        }

        _json.WriteString("amount", row.Amount is { } amount ? Usd.Format(amount) : null);
        _json.WriteString("scope", ConfigWords.Of(ConfigWords.Scopes, row.Scope));
        _json.WriteString("from", ConfigWords.Day(row.EffectiveFrom));
        _json.WriteString("source", row.Source);
        _json.WriteEndObject();
    }

    private void Fee(SeatFeeRow row)
    {
        _json.WriteStartObject();
        _json.WriteString("plan", row.Plan);
        _json.WriteString("term", ConfigWords.Of(ConfigWords.Terms, row.Term));
        _json.WriteString("perMonth", Usd.Format(row.PerMonth));
        _json.WriteString("from", ConfigWords.Day(row.EffectiveFrom));
        _json.WriteString("source", row.Source);
        _json.WriteEndObject();
    }

    private void Price(PriceRow row)
    {
        _json.WriteStartObject();
        _json.WriteString("model", row.Model);
        From(row.ValidFromMs);
        Tokens("prices", row.Prices);
        if (row.Tier is { } tier)
        {
            _json.WriteStartObject("over");
            _json.WriteNumber("promptTokens", tier.PromptOver);
            _json.WriteBoolean("longContextOnly", tier.LongContextOnly);
            Tokens("prices", tier.Prices);
            _json.WriteEndObject();
        }

        _json.WriteString("batch", row.Batch?.ToString());
        _json.WriteString("geoUs", row.GeoUs?.ToString());
        _json.WriteString("fast", row.Fast?.ToString());
        _json.WriteString("source", row.Source);
        _json.WriteEndObject();
    }

    private void Tokens(string key, TokenPrices prices)
    {
        _json.WriteStartObject(key);
        _json.WriteString("input", PerMillion(prices.Input));
        _json.WriteString("output", PerMillion(prices.Output));
        _json.WriteString("cacheWrite5m", PerMillion(prices.CacheWrite5m));
        _json.WriteString("cacheWrite1h", PerMillion(prices.CacheWrite1h));
        _json.WriteString("cacheRead", PerMillion(prices.CacheRead));
        _json.WriteEndObject();
    }

    private static string PerMillion(long perToken) => Usd.Format(new Nanodollars(perToken * 1_000_000));

    private void Rules(PoolRules rules)
    {
        _json.WriteStartArray();
        foreach (var rule in rules.Rules)
        {
            _json.WriteStartObject();
            _json.WriteString("pool", ConfigWords.Of(ConfigWords.Pools, rule.Pool));
            From(rule.FromMs);
            if (rule.UntilMs is { } until)
            {
                _json.WriteString("until", ConfigWords.Instant(until, _zone));
            }

            if (rule.Source is { } source)
            {
                _json.WriteString("source", ConfigWords.Of(ConfigWords.Sources, source));
            }

            Text("entrypoint", rule.Entrypoint);
            Text("app", rule.App);
            if (rule.HasSeatEmail is { } has)
            {
                _json.WriteBoolean("hasSeatEmail", has);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteLimits()
    {
        var limits = _organisation.OverageLimits;
        _json.WriteStartObject("overageLimits");
        _json.WriteString("ceiling", limits.Ceiling is { } ceiling ? Usd.Format(ceiling) : null);
        _json.WriteString("onePersonUpTo", limits.OnePersonUpTo is { } one ? Usd.Format(one) : null);
        _json.WriteStartObject("teamCeilings");
        foreach (var (team, amount) in limits.TeamCeilings)
        {
            _json.WriteString(team, Usd.Format(amount));
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteRole(RoleGrant role)
    {
        if (role.Team is null)
        {
            _json.WriteStringValue(ConfigWords.Of(ConfigWords.Roles, role.Role));
            return;
        }

        _json.WriteStartObject();
        _json.WriteString("role", ConfigWords.Of(ConfigWords.Roles, role.Role));
        _json.WriteString("team", role.Team);
        _json.WriteEndObject();
    }

    private void From(long? at)
    {
        if (at is { } from)
        {
            _json.WriteString("from", ConfigWords.Instant(from, _zone));
        }
    }

    private void Text(string key, string? text)
    {
        if (text is not null)
        {
            _json.WriteString(key, text);
        }
    }

    private void Names(string key, IEnumerable<string> names) => Many(key, names, _json.WriteStringValue);

    private void Many<T>(string key, IEnumerable<T> items, Action<T> write)
    {
        _json.WriteStartArray(key);
        foreach (var item in items)
        {
            write(item);
        }

        _json.WriteEndArray();
    }
}
