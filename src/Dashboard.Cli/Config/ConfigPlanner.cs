using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>
/// Compares a configuration with the organisation and says which decisions make the organisation as the file says. Pure. What the file
/// does not name stays. Overage is never decided back in time, and neither are zone, programme and anchor of the shared account once there are seats.
/// </summary>
public sealed class ConfigPlanner
{
    private readonly Organisation _organisation;
    private readonly ConfigFile _file;
    private readonly long _nowMs;
    private readonly string _reason;
    private readonly TimeZoneInfo _zone;
    private readonly List<ConfigChange> _changes = [];
    private readonly List<ConfigProblem> _notes = [];
    private readonly List<ConfigProblem> _problems = [];

    private ConfigPlanner(Organisation organisation, ConfigFile file, long nowMs, string reason)
    {
        (_organisation, _file, _nowMs, _reason) = (organisation, file, nowMs, reason);
        _zone = ZoneDays.Find(ZoneAt(organisation, file, nowMs));
    }

    /// <summary>The plan of a file.</summary>
    /// <param name="organisation">As it stands.</param>
    /// <param name="utf8">The file, UTF-8 JSON.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC; also when the decisions must be booked.</param>
    /// <param name="reason">What stands beside every decision.</param>
    public static ConfigPlan Plan(Organisation organisation, ReadOnlyMemory<byte> utf8, long nowMs, string reason)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var (file, problems) = ConfigReader.Read(utf8);
        if (file is null || problems.Count > 0)
        {
            return new ConfigPlan([], [], problems);
        }

        var planner = new ConfigPlanner(organisation, file, nowMs, reason);
        planner.Whole();
        return new ConfigPlan(planner._problems.Count > 0 ? [] : planner._changes, planner._notes, planner._problems);
    }

    /// <summary>Days of the file are days of the zone that holds once it is applied.</summary>
    private static string ZoneAt(Organisation organisation, ConfigFile file, long nowMs)
    {
        if (file.Organisation?.Zone is not { } zone)
        {
            return organisation.Rules.Zone.At(nowMs);
        }

        return zone.Steps.Where(s => s.From is not { } from || from.In(ZoneDays.Find(s.Value)) <= nowMs).Last().Value;
    }

    private void Whole()
    {
        if (_file.Organisation is { } organisation)
        {
            PlanOrganisation(organisation);
        }
        else if (!_organisation.IsCreated)
        {
            _problems.Add(new ConfigProblem("$", "The organisation was not created yet, and the file has no key organisation."));
        }

        Names(_file.Teams, _organisation.Teams, "team", n => new TeamCreated(n));
        Names(_file.CostCentres, _organisation.CostCentres, "cost centre", n => new CostCentreCreated(n));
        Allowances();
        Fees();
        Prices();
        Rules();
        var seats = new ConfigSeatPlanner(_organisation, _file, _nowMs, _reason, _zone, _changes, _notes, _problems);
        if (_file.Organisation?.SharedAccount is { } shared)
        {
            Begin(shared.Anchor, _organisation.Rules.PoolAnchor, shared.Path + ".anchorDay", "anchor day of the shared account", v => v.ToString(CultureInfo.InvariantCulture), v => new PoolAnchorSet(v), _zone);
            seats.Account(shared, 0, "the shared account", _organisation.Rules.PoolClaims, _organisation.Rules.PoolOverage);
        }

        seats.Seats();
        Limits();
        Roles();
    }

    private void PlanOrganisation(ConfigOrganisation file)
    {
        if (!_organisation.IsCreated)
        {
            if (file.Name is not { } name || file.BooksStart is not { } start || file.Zone is not { } zone)
            {
                _problems.Add(new ConfigProblem("$.organisation", "The organisation was not created yet: name, booksStart and zone are needed."));
                return;
            }

            Add("$.organisation", $"organisation {name}, zone {zone.Steps[0].Value}, books start {ConfigWords.Day(start)}", new OrganisationCreated(name, zone.Steps[0].Value, start), _nowMs);
            foreach (var step in zone.Steps.Skip(1))
            {
                Add(step.Path, $"zone {step.Value}", new ZoneChanged(step.Value), step.From!.Value.In(ZoneDays.Find(step.Value)));
            }
        }
        else
        {
            if (file.Name is { } name && name != _organisation.Name)
            {
                Add("$.organisation.name", $"name {_organisation.Name} -> {name}", new OrganisationRenamed(name), _nowMs);
            }

            if (file.BooksStart is { } start && start != _organisation.Rules.BooksStart)
            {
                Add("$.organisation.booksStart", $"books start {ConfigWords.Day(_organisation.Rules.BooksStart)} -> {ConfigWords.Day(start)}", new BooksStartMoved(start), _nowMs);
            }

            Zone(file);
        }

        Programme(file);
        if (file.Paid is { } paid && paid.ToString() != _organisation.Contract.ToString() && !(paid.IsOne && _organisation.Contract.IsOne))
        {
            Add("$.organisation.paid", $"paid of the list price {_organisation.Contract} -> {paid}", new ContractSet(paid), _nowMs);
        }
    }

    private void Zone(ConfigOrganisation file)
    {
        if (file.Zone is { } zone)
        {
            // Each entry's day is one of its own zone.
            var want = zone.IsNow ? zone : zone with
            {
                Steps = [.. zone.Steps.Select(s => s.From is { } from ? s with { From = new ConfigInstant(null, from.In(ZoneDays.Find(s.Value))) } : s)],
            };
            Begin(want, _organisation.Rules.Zone, "$.organisation.zone", "zone", v => v, v => new ZoneChanged(v), _zone);
        }
    }

    private void Programme(ConfigOrganisation file)
    {
        if (file.Programme is not { } programme)
        {
            return;
        }

        if (_organisation.HasChosen)
        {
            Begin(programme, _organisation.Rules.Choice, "$.organisation.programme", "programme", Word, v => new ProgrammeChosen(v.ProgrammeId, v.Mode), _zone);
            return;
        }

        foreach (var step in programme.Steps)
        {
            Add(step.Path, $"programme {Word(step.Value)}", new ProgrammeChosen(step.Value.ProgrammeId, step.Value.Mode), step.From?.In(_zone) ?? 0);
        }

        static string Word(ProgrammeChoice choice) => $"{choice.ProgrammeId}, {ConfigWords.Of(ConfigWords.Modes, choice.Mode)}";
    }

    /// <summary>A history of the organisation that never changes before now once there are seats.</summary>
    private void Begin<T>(ConfigTimeline<T>? want, History<T> have, string path, string what, Func<T, string> word, Func<T, DecisionBody> body, TimeZoneInfo zone)
    {
        if (want is null)
        {
            return;
        }

        foreach (var (at, value) in Changes(want, have, _nowMs, zone))
        {
            if (at < _nowMs && !_organisation.Seats.IsEmpty)
            {
                _problems.Add(new ConfigProblem(path, $"The {what} {(at == 0 ? "from the begin" : $"on {ConfigWords.Instant(at, zone)}")} is {word(have.At(at))}: cycles have used it, so only what begins later can change."));
                return;
            }

            Add(want.PathAt(at, zone), $"{what} {word(have.At(at))} -> {word(value)}{From(at)}", body(value), at);
        }
    }

    /// <summary>What makes the history as the file says: at every instant, or, when it says one value, now.</summary>
    internal static List<(long AtMs, T Value)> Changes<T>(ConfigTimeline<T> want, History<T> have, long nowMs, TimeZoneInfo zone)
    {
        if (!want.IsNow)
        {
            return ConfigHistory.Difference(have, want.In(zone));
        }

        var value = want.Steps[0].Value;
        return EqualityComparer<T>.Default.Equals(have.At(nowMs), value) ? [] : [(nowMs, value)];
    }

    private void Names(IEnumerable<ConfigName>? names, ImmutableSortedSet<string> known, string what, Func<string, DecisionBody> body)
    {
        foreach (var name in (names ?? []).DistinctBy(n => n.Name, StringComparer.Ordinal).Where(n => !known.Contains(n.Name)))
        {
            Add(name.Path, $"new {what} {name.Name}", body(name.Name), _nowMs);
        }
    }

    private void Allowances()
    {
        foreach (var allowance in _file.Allowances ?? [])
        {
            var row = allowance.Row;
            if (_organisation.Rules.Programmes.FirstOrDefault(p => p.Id == allowance.Programme) is not { } programme)
            {
                _problems.Add(new ConfigProblem(allowance.Path + ".programme", $"There is no such programme. They are {string.Join(", ", _organisation.Rules.Programmes.Select(p => p.Id))}."));
                continue;
            }

            var holds = programme.Allowances.Where(r => r.Target == row.Target && r.Key == row.Key && r.EffectiveFrom == row.EffectiveFrom).OrderBy(r => r.EnteredAtMs ?? long.MinValue).LastOrDefault();
            if (holds is null || holds with { EnteredAtMs = null } != row)
            {
                var amount = row.Amount is { } usd ? Usd.Format(usd) + " USD" : "not eligible";
                Add(allowance.Path, $"allowance of {allowance.Programme} for {(row.Key.Length > 0 ? row.Key : "everyone")} {amount} from {ConfigWords.Day(row.EffectiveFrom)}", new AllowanceSet(allowance.Programme, row), _nowMs);
            }
        }
    }

    private void Fees()
    {
        foreach (var fee in _file.Fees ?? [])
        {
            if (_organisation.Fees.LastOrDefault(f => f.Plan == fee.Row.Plan && f.Term == fee.Row.Term && f.EffectiveFrom == fee.Row.EffectiveFrom) != fee.Row)
            {
                Add(fee.Path, $"fee of {Plans.NameOf(fee.Row.Plan)}, {ConfigWords.Of(ConfigWords.Terms, fee.Row.Term)}, {Usd.Format(fee.Row.PerMonth)} USD from {ConfigWords.Day(fee.Row.EffectiveFrom)}", new SeatFeeSet(fee.Row), _nowMs);
            }
        }
    }

    private void Prices()
    {
        var known = _organisation.Prices.Rows.ToDictionary(r => r.Key, ConfigWriter.TextOf, StringComparer.Ordinal);
        foreach (var price in _file.Prices ?? [])
        {
            var row = price.Row with { ValidFromMs = price.From?.In(_zone) };
            if (known.GetValueOrDefault(row.Key) != ConfigWriter.TextOf(row))
            {
                Add(price.Path, $"price of {row.Model}{(row.ValidFromMs is { } at ? From(at) : "")}", new PriceAdded(row), _nowMs);
            }
        }
    }

    private void Rules()
    {
        if (_file.PoolRules is not { } wanted)
        {
            return;
        }

        var rules = new PoolRules([.. wanted.Select(r => r.Rule with { FromMs = r.From?.In(_zone), UntilMs = r.Until?.In(_zone) })]);
        if (ConfigWriter.TextOf(rules) != ConfigWriter.TextOf(_organisation.PoolRules))
        {
            Add("$.poolRules", string.Create(CultureInfo.InvariantCulture, $"{rules.Rules.Length} pool rules instead of {_organisation.PoolRules.Rules.Length}"), new PoolRulesChanged(rules), _nowMs);
        }
    }

    /// <summary>After the seats: a limit holds for what is decided after it.</summary>
    private void Limits()
    {
        if (_file.OverageLimits is not { } wanted)
        {
            return;
        }

        var limits = _organisation.OverageLimits;
        if (wanted.SaysCeiling && wanted.Ceiling != limits.Ceiling)
        {
            Add(wanted.Path + ".ceiling", $"ceiling on open caps {Word(limits.Ceiling)} -> {Word(wanted.Ceiling)}", new OverageCeilingSet(null, wanted.Ceiling), _nowMs);
        }

        if (wanted.SaysOnePerson && wanted.OnePersonUpTo != limits.OnePersonUpTo)
        {
            Add(wanted.Path + ".onePersonUpTo", $"caps decided by one person up to {Word(limits.OnePersonUpTo)} -> {Word(wanted.OnePersonUpTo)}", new OverageApprovalLimitSet(wanted.OnePersonUpTo), _nowMs);
        }

        if (wanted.Teams is not { } teams)
        {
            return;
        }

        foreach (var team in teams.Where(t => limits.CeilingOf(t.Team) != t.Amount))
        {
            Add(team.Path, $"ceiling on open caps of team {team.Team} {Word(limits.CeilingOf(team.Team))} -> {Word(team.Amount)}", new OverageCeilingSet(team.Team, team.Amount), _nowMs);
        }

        foreach (var (team, amount) in limits.TeamCeilings.Where(c => teams.All(t => t.Team != c.Key)))
        {
            Add(wanted.Path + ".teamCeilings", $"ceiling on open caps of team {team} {Word(amount)} -> none", new OverageCeilingSet(team, null), _nowMs);
        }

        static string Word(Nanodollars? amount) => amount is { } usd ? Usd.Format(usd) + " USD" : "none";
    }

    /// <summary>Grants come before withdrawals: the last owner may hand over.</summary>
    private void Roles()
    {
        foreach (var person in _file.Roles ?? [])
        {
            foreach (var role in person.Roles.Except(_organisation.RolesOf(person.Person)))
            {
                Add(person.Path, $"role of {person.Person}: + {Word(role)}", new RoleGranted(person.Person, role.Role, role.Team), _nowMs);
            }
        }

        foreach (var person in _file.Roles ?? [])
        {
            foreach (var role in _organisation.RolesOf(person.Person).Except(person.Roles))
            {
                Add(person.Path, $"role of {person.Person}: - {Word(role)}", new RoleWithdrawn(person.Person, role.Role, role.Team), _nowMs);
            }
        }

        static string Word(RoleGrant role) => ConfigWords.Of(ConfigWords.Roles, role.Role) + (role.Team is null ? "" : " of " + role.Team);
    }

    private string From(long atMs) => atMs == _nowMs ? "" : atMs == 0 ? " from the begin" : $" from {ConfigWords.Instant(atMs, _zone)}";

    private void Add(string path, string text, DecisionBody body, long atMs) => _changes.Add(new ConfigChange(path, text, new NewDecision(body, atMs, _reason)));
}
