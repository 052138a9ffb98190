using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Settings;

/// <summary>Decisions about the organisation as lines of a history, newest first.</summary>
internal static class DecisionRows
{
    /// <summary>One line a decision of the wanted kinds; others give none.</summary>
    public static IReadOnlyList<TimelineRow> Of(IEnumerable<Decision> decisions, DateTimeOffset now, TimeZoneInfo zone, Func<DecisionBody, string?> title)
    {
        var rows = new List<TimelineRow>();
        foreach (var decision in decisions)
        {
            if (title(decision.Body) is { } what)
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(decision.BookedAtMs);
                rows.Add(new(at, Show.Instant(at, now, zone), what, $"{decision.Actor}{(decision.Reason.Length > 0 ? ": " + decision.Reason : "")}"));
            }
        }

        return rows;
    }

    /// <summary>Name, zone and books start.</summary>
    public static string? Organisation(DecisionBody body, DateOnly today) => body switch
    {
        OrganisationCreated o => $"Created: {o.Name}, {o.Zone}, books from {Show.Day(o.BooksStart, today)}",
        OrganisationRenamed o => $"Named {o.Name}",
        ZoneChanged o => $"Time zone {o.Zone}, for cycles that start after this",
        BooksStartMoved o => $"Books start moved to {Show.Day(o.BooksStart, today)}",
        _ => null,
    };

    /// <summary>What the ledger obeys.</summary>
    public static string? Choice(DecisionBody body, Organisation organisation) => body is ProgrammeChosen o
        ? $"{organisation.Rules.ProgrammeOf(o.ProgrammeId).Name}, {ProgrammeWords.Mode(o.Mode).ToLowerInvariant()}" : null;

    /// <summary>The allowance rows of one programme.</summary>
    public static string? Allowance(DecisionBody body, string programmeId, DateOnly today) => body is AllowanceSet o && o.ProgrammeId == programmeId
        ? $"{ProgrammeWords.Target(o.Row)}: {(o.Row.Amount is { } amount ? Show.Money(amount) : "not eligible")} from {Show.Day(o.Row.EffectiveFrom, today)}" : null;

    /// <summary>The payment day of the shared account.</summary>
    public static string? SharedAccount(DecisionBody body) => body is PoolAnchorSet o ? $"Payment day of the shared account: day {o.Anchor} of the month" : null;

    /// <summary>What is paid of the list price.</summary>
    public static string? Contract(DecisionBody body) => body is ContractSet o ? $"{ContractWords.Paid(o.Paid)} of the list price is paid" : null;

    /// <summary>Seat fees.</summary>
    public static string? Fee(DecisionBody body, DateOnly today) => body is SeatFeeSet o
        ? $"{Plans.NameOf(o.Row.Plan)}, {ProgrammeWords.Term(o.Row.Term)}: {Show.Money(o.Row.PerMonth)} a month from {Show.Day(o.Row.EffectiveFrom, today)}" : null;
}
