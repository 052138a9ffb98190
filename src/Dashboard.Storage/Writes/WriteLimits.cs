using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>What a record may carry. Readers check too; nothing beyond these reaches a table, whoever called.</summary>
internal static class WriteLimits
{
    private const int MaxText = 512;
    private const int MaxTags = 32;

    /// <summary>2000-01-01 to 2100-01-01 UTC.</summary>
    private const long EarliestMs = 946_684_800_000;
    private const long LatestMs = 4_102_444_800_000;

    /// <summary>Why it cannot be written; null when it can.</summary>
    public static string? Refusal(UsageRecord record, UsageBatch batch) =>
        !record.Tokens.IsWithinLimits ? "A token count is below 0 or above 1,000,000,000."
        : record.WebSearches is < 0 or > (int)TokenCounts.MaxPerKind ? "The number of web searches is out of range."
        : !IsWithin(record.AuthoritativeCost) || !IsWithin(record.StatedCost) ? "A cost is below 0 or above 1,000,000 USD."
        : TimeRefusal(record.AtMs ?? batch.FallbackAtMs ?? batch.ReceivedAtMs, batch) is { } reason ? reason
        : record.Model.Length == 0 ? "There is no model."
        : record.Tags?.Count > MaxTags ? "There are more than 32 tags."
        : HasBadText(record) ? "A text is longer than 512 characters, or holds a zero character."
        : null;

    /// <summary>The same for a result.</summary>
    public static string? Refusal(RunResult result, UsageBatch batch) =>
        TimeRefusal(result.AtMs, batch) is { } reason ? reason
        : !IsWithin(result.Total) || result.Models.Any(m => !IsWithin(m.Cost) || !IsWithin(m.CostOfUnknownBasis)) ? "A cost is below 0 or above 1,000,000 USD."
        : result.Models.Any(m => !m.Tokens.IsWithinLimits || m.WebSearches < 0) ? "A token count is below 0 or above 1,000,000,000."
        : result.Session.Length is 0 or > MaxText || result.Id.Length is 0 or > MaxText || result.Models.Any(m => m.Model.Length is 0 or > MaxText)
            || result.Project?.Length > MaxText || result.Entrypoint?.Length > MaxText ? "A text is missing or longer than 512 characters."
        : result.Models.Length > 100 ? "There are more than 100 models."
        : null;

    private static string? TimeRefusal(long atMs, UsageBatch batch) =>
        atMs is < EarliestMs or >= LatestMs ? "The time is before 2000 or after 2099." : DatedAhead.Refusal(atMs, batch.ReceivedAtMs);

    private static bool IsWithin(Nanodollars? amount) => amount is null or { Value: >= 0 and <= Nanodollars.MaxPerEvent };

    private static bool HasBadText(UsageRecord r) =>
        IsBad(r.Model) || IsBad(r.Session) || IsBad(r.MessageId) || IsBad(r.RequestId) || IsBad(r.SourceEventId) || IsBad(r.Entrypoint) || IsBad(r.App)
        || IsBad(r.Project) || IsBad(r.Repository) || IsBad(r.Workflow) || IsBad(r.SeatEmail) || IsBad(r.Speed) || IsBad(r.Geo)
        || r.Tags?.Any(t => IsBad(t.Key) || IsBad(t.Value)) == true;

    private static bool IsBad(string? text) => text is not null && (text.Length > MaxText || text.Contains('\0'));
}
