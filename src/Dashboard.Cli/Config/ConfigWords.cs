using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>The words of a configuration for what is stored by number.</summary>
internal static class ConfigWords
{
    public static readonly (ProgrammeMode Value, string Word)[] Modes = [(ProgrammeMode.Off, "off"), (ProgrammeMode.Shadow, "shadow"), (ProgrammeMode.Enforced, "enforced")];

    public static readonly (AllowanceTarget Value, string Word)[] Targets =
        [(AllowanceTarget.Everyone, "everyone"), (AllowanceTarget.Plan, "plan"), (AllowanceTarget.Team, "team"), (AllowanceTarget.Seat, "seat")];

    public static readonly (ProgrammeScope Value, string Word)[] Scopes = [(ProgrammeScope.PerSeat, "per-seat"), (ProgrammeScope.Pooled, "pooled")];

    public static readonly (FeeTerm Value, string Word)[] Terms = [(FeeTerm.Monthly, "monthly"), (FeeTerm.Annual, "annual")];

    public static readonly (Pool Value, string Word)[] Pools =
        [(Pool.Unknown, "unknown"), (Pool.Programmatic, "programmatic"), (Pool.Interactive, "interactive"), (Pool.ApiKey, "api-key")];

    public static readonly (UsageSource Value, string Word)[] Sources =
    [
        (UsageSource.Transcript, "transcript"), (UsageSource.Stream, "stream"), (UsageSource.Result, "result"), (UsageSource.Rest, "rest"),
        (UsageSource.Otlp, "otlp"), (UsageSource.VendorReport, "vendor-report"), (UsageSource.Csv, "csv"),
    ];

    public static readonly (IdentityKind Value, string Word)[] Identities =
    [
        (IdentityKind.Email, "email"), (IdentityKind.AccountId, "account"), (IdentityKind.UserId, "user"), (IdentityKind.ApiKey, "api-key"), (IdentityKind.Workspace, "workspace"),
        (IdentityKind.Host, "host"), (IdentityKind.Repository, "repository"), (IdentityKind.Workflow, "workflow"), (IdentityKind.Attribute, "attribute"),
    ];

    public static readonly (Role Value, string Word)[] Roles =
    [
        (Role.Owner, "owner"), (Role.Finance, "finance"), (Role.TeamAdmin, "team-admin"), (Role.SeatHolder, "seat-holder"), (Role.Auditor, "auditor"), (Role.Platform, "platform"),
    ];

    public static string Of<T>((T Value, string Word)[] words, T value) => words.First(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Word;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A local day where the instant is its first, else the exact instant.</summary>
    public static string Instant(long atMs, TimeZoneInfo zone)
    {
        var day = ZoneDays.DayOf(atMs, zone);
        return ZoneDays.FirstInstantOf(day, zone) == atMs
            ? Day(day)
            : DateTimeOffset.FromUnixTimeMilliseconds(atMs).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
