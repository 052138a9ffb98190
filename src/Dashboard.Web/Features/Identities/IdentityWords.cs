using Dashboard.Credits.Cycles;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Identities;

/// <summary>Identities in words.</summary>
internal static class IdentityWords
{
    /// <summary>A kind: <c>API key</c>.</summary>
    public static string Kind(IdentityKind kind) => kind switch
    {
        IdentityKind.Email => "E-mail",
        IdentityKind.AccountId => "Account id",
        IdentityKind.UserId => "User id",
        IdentityKind.ApiKey => "API key",
        IdentityKind.Workspace => "Workspace",
        IdentityKind.Host => "Host",
        IdentityKind.Repository => "Repository",
        IdentityKind.Workflow => "Workflow",
        _ => "Tag",
    };

    /// <summary>The same within a sentence.</summary>
    public static string InText(IdentityKind kind) => kind is IdentityKind.ApiKey ? "API key" : Kind(kind).ToLowerInvariant();

    /// <summary>An order: <c>Dearest first</c>.</summary>
    public static string Sort(IdentitySort sort) => sort switch
    {
        IdentitySort.Cost => "Dearest",
        IdentitySort.Events => "Most requests",
        IdentitySort.First => "First seen",
        IdentitySort.Last => "Last seen",
        _ => "By name",
    };

    /// <summary>What a rule asks: <c>API key is ci-*, repository is acme/shop</c>.</summary>
    public static string Asks(IdentityRule rule) => string.Join(" and ", rule.Conditions.Select(c => $"{InText(c.Kind)} is {c.Pattern}"));

    /// <summary>What speaks for a seat.</summary>
    public static string Why(IdentityEvidence evidence) => evidence.Kind switch
    {
        IdentityEvidenceKind.SameName => $"{Show.Counted(evidence.Count, "request", "requests")} of this seat came under the same name",
        IdentityEvidenceKind.SameSession => $"{Show.Counted(evidence.Count, "session", "sessions")} of this seat had requests under this name",
        _ => $"{Show.Counted(evidence.Count, "request", "requests")} of this seat came from the same host, {evidence.Name}",
    };

    /// <summary>An instant a decision holds from: its day, with the time when it is not the first instant; <c>always</c> from before any usage.</summary>
    public static string From(long ms, TimeZoneInfo zone, DateTimeOffset now)
    {
        var day = ZoneDays.DayOf(ms, zone);
        return ms <= IdentitiesDesk.AlwaysMs ? "always"
            : ZoneDays.FirstInstantOf(day, zone) == ms ? Show.Day(day, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime))
            : Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(ms), now, zone);
    }

    /// <summary>A sum of usage with what is not in it: <c>$12.00 in 3 requests, 1 without a price</c>.</summary>
    public static string Usage(IdentityUsage usage) =>
        $"{Show.Money(usage.Cost)} in {Show.Counted(usage.Events, "request", "requests")}{(usage.Unpriced > 0 ? $", {Show.Count(usage.Unpriced)} without a price" : "")}";
}
