using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>An instant as the file says it: a local day, or an exact one.</summary>
internal readonly record struct ConfigInstant(DateOnly? Day, long AtMs)
{
    public long In(TimeZoneInfo zone) => Day is { } day ? ZoneDays.FirstInstantOf(day, zone) : AtMs;
}

/// <summary>One entry of a dated history; only the first has no <c>from</c>.</summary>
internal sealed record ConfigStep<T>(string Path, ConfigInstant? From, T Value);

/// <summary>A dated history, or (<paramref name="IsNow"/>) only what holds from now on.</summary>
internal sealed record ConfigTimeline<T>(string Path, bool IsNow, ImmutableArray<ConfigStep<T>> Steps)
{
    public History<T> In(TimeZoneInfo zone) => new(Steps[0].Value, Steps.Skip(1).Select(s => new Dated<T>(s.From!.Value.In(zone), s.Value)));

    public string PathAt(long atMs, TimeZoneInfo zone) => Steps.LastOrDefault(s => s.From is { } from && from.In(zone) == atMs)?.Path ?? Path;
}

/// <summary>Overage from an instant on; without one: now.</summary>
internal sealed record ConfigOverage(string Path, ConfigInstant? From, bool On, Nanodollars? Cap);

internal sealed record ConfigClaim(string Path, string Programme, ConfigInstant At);

/// <summary>What has claims and overage: a seat, or the shared account.</summary>
internal record ConfigAccount
{
    public required string Path { get; init; }

    public ConfigTimeline<int>? Anchor { get; init; }

    public ImmutableArray<ConfigClaim>? Claims { get; init; }

    public ImmutableArray<ConfigOverage>? Overage { get; init; }

    public ImmutableArray<ConfigOverage>? OverageBefore { get; init; }
}

internal sealed record ConfigSeat : ConfigAccount
{
    public required string Email { get; init; }

    public string? Name { get; init; }

    public ConfigTimeline<string>? Plan { get; init; }

    public ConfigTimeline<string?>? Team { get; init; }

    public ConfigTimeline<string?>? CostCentre { get; init; }

    public DateOnly? ActiveFrom { get; init; }

    /// <summary>Whether the file says anything about the end.</summary>
    public bool SaysUntil { get; init; }

    public DateOnly? ActiveUntil { get; init; }
}

internal sealed record ConfigOrganisation
{
    public string? Name { get; init; }

    public DateOnly? BooksStart { get; init; }

    public ConfigTimeline<string>? Zone { get; init; }

    public ConfigTimeline<ProgrammeChoice>? Programme { get; init; }

    public Ratio? Paid { get; init; }

    public ConfigAccount? SharedAccount { get; init; }
}

/// <summary>Limits on overage: what is not in the file stays, null is no limit.</summary>
internal sealed record ConfigLimits(string Path, bool SaysCeiling, Nanodollars? Ceiling, bool SaysOnePerson, Nanodollars? OnePersonUpTo, ImmutableArray<ConfigCeiling>? Teams);

internal sealed record ConfigCeiling(string Path, string Team, Nanodollars Amount);

internal sealed record ConfigRoles(string Path, string Person, ImmutableArray<RoleGrant> Roles);

internal sealed record ConfigName(string Path, string Name);

internal sealed record ConfigAllowance(string Path, string Programme, AllowanceRow Row);

internal sealed record ConfigFee(string Path, SeatFeeRow Row);

internal sealed record ConfigPrice(string Path, ConfigInstant? From, PriceRow Row);

internal sealed record ConfigRule(string Path, ConfigInstant? From, ConfigInstant? Until, PoolRule Rule);

/// <summary>A rule about who pays; its source by name.</summary>
internal sealed record ConfigPayerRule(string Path, ConfigInstant? From, ConfigInstant? Until, string? Source, PayerRule Rule);

/// <summary>One step of the history of a name; the seat by e-mail, null: nobody.</summary>
internal sealed record ConfigIdentity(string Path, Identity Identity, string? Seat, ConfigInstant From);

internal sealed record ConfigIdentityRule(string Path, ImmutableArray<IdentityCondition> When, string Seat);

/// <summary>The identity rules from an instant on.</summary>
internal sealed record ConfigIdentityRules(string Path, ConfigInstant From, ImmutableArray<ConfigIdentityRule> Rules);

/// <summary>Names and rules: names that are not in the file stay, the rules are all there are.</summary>
internal sealed record ConfigIdentities(string Path, ImmutableArray<ConfigIdentity>? Assigned, ImmutableArray<ConfigIdentityRules>? Rules);

/// <summary>The stages of one runbook; <paramref name="Key"/> is the team or the e-mail, empty for the organisation. Null rules: none of its own.</summary>
internal sealed record ConfigStages(string Path, string Key, RunbookRules? Rules);

internal sealed record ConfigDeadMan(string Path, DeadManSet Set);

/// <summary>Runbooks: what is not in the file stays; teams and seats are all that have one of their own.</summary>
internal sealed record ConfigRunbook(string Path, ConfigStages? Organisation, ImmutableArray<ConfigStages>? Teams, ImmutableArray<ConfigStages>? Seats, ConfigDeadMan? DeadMan, bool? GateFailsOpen);

/// <summary>A configuration as read: what is null is not in the file.</summary>
internal sealed record ConfigFile
{
    public ConfigOrganisation? Organisation { get; init; }

    public ImmutableArray<ConfigName>? Teams { get; init; }

    public ImmutableArray<ConfigName>? CostCentres { get; init; }

    public ImmutableArray<ConfigAllowance>? Allowances { get; init; }

    public ImmutableArray<ConfigFee>? Fees { get; init; }

    public ImmutableArray<ConfigPrice>? Prices { get; init; }

    public ImmutableArray<ConfigRule>? PoolRules { get; init; }

    public ImmutableArray<ConfigPayerRule>? PayerRules { get; init; }

    public ImmutableArray<SignalPattern>? SignalPatterns { get; init; }

    public ConfigIdentities? Identities { get; init; }

    public ConfigLimits? OverageLimits { get; init; }

    public ConfigRunbook? Runbook { get; init; }

    public ImmutableArray<ConfigRoles>? Roles { get; init; }

    public ImmutableArray<ConfigSeat>? Seats { get; init; }

    public bool SeatsAreComplete { get; init; }
}
