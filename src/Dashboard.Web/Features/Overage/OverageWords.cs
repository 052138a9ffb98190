using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overage;

/// <summary>Overage in the words of pages.</summary>
internal static class OverageWords
{
    /// <summary><c>cap 40.00</c> or <c>no cap</c>.</summary>
    public static string Cap(Nanodollars? cap) => cap is { } limit ? $"cap {Show.Amount(limit)}" : "no cap";

    /// <summary>The end of an interval: a day where it is the first instant of one, else an instant.</summary>
    public static string Until(long? untilMs, long nowMs, TimeZoneInfo zone)
    {
        if (untilMs is not { } end)
        {
            return "without an end";
        }

        var day = ZoneDays.DayOf(end, zone);
        return ZoneDays.FirstInstantOf(day, zone) == end
            ? Show.Day(day, ZoneDays.DayOf(nowMs, zone))
            : Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(end), DateTimeOffset.FromUnixTimeMilliseconds(nowMs), zone);
    }

    /// <summary>An instant, Unix milliseconds UTC.</summary>
    public static string At(long atMs, long nowMs, TimeZoneInfo zone) =>
        Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(atMs), DateTimeOffset.FromUnixTimeMilliseconds(nowMs), zone);

    /// <summary>Who decided, when, until when and why; or that the last decision has ended.</summary>
    public static string? Detail(OverageHistory history, long nowMs, TimeZoneInfo zone)
    {
        if (history.DecisionAt(nowMs) is { } holds)
        {
            return $"{(holds.On ? "On" : "Off")} since {At(holds.FromMs, nowMs, zone)}, by {holds.By}"
                + (holds.On ? (holds.UntilMs is null ? ", without an end" : $", until {Until(holds.UntilMs, nowMs, zone)}") : "") + $". “{holds.Reason}”";
        }

        return history.Decisions.LastOrDefault(d => d.FromMs <= nowMs) is { UntilMs: { } ended } last
            ? $"Off since {At(ended, nowMs, zone)}: the decision of {last.By} ended." : null;
    }

    /// <summary>How the vendor's switch was said to stand.</summary>
    public static string Vendor(VendorState? state, long nowMs, TimeZoneInfo zone) =>
        state is null ? "Nobody has said how the vendor's switch stands." : $"Said to be {(state.On ? "on" : "off")} at the vendor since {At(state.AtMs, nowMs, zone)}, by {state.By}.";

    /// <summary>Both ends with their unit, as dialogs write them.</summary>
    public static string Band(OverageOutlook outlook) => $"{Show.Money(outlook.Low)}–{Show.Money(outlook.High)}";

    /// <summary>The state of a request.</summary>
    public static string Request(OverageRequestState state) => state switch
    {
        OverageRequestState.Open => "Open",
        OverageRequestState.Approved => "Approved",
        OverageRequestState.Refused => "Refused",
        OverageRequestState.Withdrawn => "Withdrawn",
    };
}
