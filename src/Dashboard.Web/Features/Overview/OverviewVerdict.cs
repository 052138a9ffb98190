using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>The sentence that answers "are we all right this cycle", and its reason.</summary>
internal static class OverviewVerdict
{
    private static readonly string[] Words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static (string Answer, string Reason) Of(OverviewData data, OrganisationFigures figures, SeatCounts counts, DateTimeOffset now)
    {
        var zone = ZoneDays.Find(data.Organisation.Rules.Zone.At(figures.AsOfMs));
        var (answer, reason) = Plain(data, figures, counts, zone, now);
        return figures.ShadowSeats > 0 && figures.ShadowSeats >= figures.Seats && data.Organisation.Seats.Count > 0
            ? ($"As if live: {char.ToLowerInvariant(answer[0])}{answer[1..]}", $"{reason} Shadow mode: nothing of it is payable.")
            : (answer, reason);
    }

    /// <summary>Whether a source has been silent beyond its window. Files that people drop have none and are never late.</summary>
    public static bool IsSilent(SourceFreshness source, DateTimeOffset now) =>
        source is { WindowHours: { } hours, LastReceivedMs: { } at } && now - DateTimeOffset.FromUnixTimeMilliseconds(at) >= TimeSpan.FromHours(hours);

    private static (string Answer, string Reason) Plain(OverviewData data, OrganisationFigures figures, SeatCounts counts, TimeZoneInfo zone, DateTimeOffset now)
    {
        var used = data.Days.Count > 0 ? data.Days[^1].Used : default;
        if (data.Organisation.Seats.IsEmpty)
        {
            return ("No seat yet.", "Add the people who run agents, or accept those seen in your data.");
        }

        if (data.Organisation.Rules.Choice.At(figures.AsOfMs).Mode is ProgrammeMode.Off && !figures.Allocated.IsPositive)
        {
            return ("The programme is off: usage is counted, nothing is granted.", $"{Show.Money(used)} of covered usage in this cycle.");
        }

        if (figures.NewestEventMs is null)
        {
            return ("No usage yet.", $"{Show.Money(figures.Allocated)} granted to {Show.Counted(figures.Seats, "seat", "seats")} is untouched. The first event shows up within a minute.");
        }

        var steady = data.Sources.Where(s => s is { WindowHours: not null, LastReceivedMs: not null }).ToList();
        if (steady.Count > 0 && steady.All(s => IsSilent(s, now)))
        {
            var last = DateTimeOffset.FromUnixTimeMilliseconds(steady.Max(s => s.LastReceivedMs!.Value));
            return ($"No data since {Show.Instant(last, now, zone)}.", "Every figure below is as of then. What happened since is not known.");
        }

        return IsUndecided(data, figures) && figures.Pool is not { State: SeatCycleState.Unclaimed }
            ? Undecided(figures, ZoneDays.DayOf(figures.AsOfMs, zone))
            : States(data, figures, counts, zone);
    }

    /// <summary>Whether nothing is covered in the running cycles, under a programme that covers runs by their payer, and no rule names such a payer.</summary>
    public static bool IsUndecided(OverviewData data, OrganisationFigures figures)
    {
        var choice = data.Organisation.Rules.Choice.At(figures.AsOfMs);
        var paid = data.Organisation.Rules.ProgrammeOf(choice.ProgrammeId).Coverage.Where(c => c is { Covered: true, Payer: not null }).Select(c => c.Payer).ToList();
        return choice.Mode is not ProgrammeMode.Off && paid.Count > 0 && figures.NewestEventMs is not null
            && !data.Organisation.PayerRules.Rules.Any(r => paid.Contains(r.Payer))
            && !(figures.Consumed + figures.Overage + figures.Uncovered).IsPositive;
    }

    private static (string Answer, string Reason) Undecided(OrganisationFigures figures, DateOnly today) => (
        $"No run is paid by {(figures.Pool is { Seats: > 0 } ? "the shared account" : "the credit")} yet: decide who pays.",
        $"{Outside(figures, today)} No source says whose key a run is on; a rule of yours does.");

    /// <summary>What runs beside the credit, in sentences.</summary>
    private static string Outside(OrganisationFigures figures, DateOnly today) => figures.Outside.IsPositive
        ? $"{Show.Money(figures.Outside)} since {Show.Day(figures.PeriodStart, today)} is covered by no credit{(figures.Unassigned.IsPositive ? $"; {Show.Money(figures.Unassigned)} has no seat" : "")}."
        : $"There is no usage since {Show.Day(figures.PeriodStart, today)}.";

    private static (string Answer, string Reason) States(OverviewData data, OrganisationFigures figures, SeatCounts counts, TimeZoneInfo zone)
    {
        long Of(SeatState state) => counts.States.GetValueOrDefault(state);
        if (SharedOnly(data, figures, zone) is { } shared)
        {
            return shared;
        }

        var past = Of(SeatState.Exhausted) + Of(SeatState.OverageOn);
        var likely = Of(SeatState.LikelyToRunOut);
        var today = ZoneDays.DayOf(figures.AsOfMs, zone);
        var end = Show.Day(figures.PeriodEnd, today);
        var answer = (past, likely) switch
        {
            (0, 0) when Of(SeatState.Unclaimed) == figures.Seats => "Nobody has claimed the credit.",
            (0, 0) => figures.Seats == 1 ? "The one seat is within its credit." : $"All {Show.Count(figures.Seats)} seats are within their credit.",
            (0, _) => $"{Number(likely)} {(likely == 1 ? "seat is" : "seats are")} likely to run out before {end}.",
            (_, 0) => $"{Number(past)} {(past == 1 ? "seat is" : "seats are")} past {(past == 1 ? "its" : "their")} credit.",
            _ => $"{Number(past)} {(past == 1 ? "seat is" : "seats are")} past {(past == 1 ? "its" : "their")} credit and {Word(likely)} more {(likely == 1 ? "is" : "are")} likely to follow.",
        };
        return (answer, Reason(data, figures, past + likely, end));
    }

    /// <summary>Where all seats draw from the shared account, it is what is well or not; null otherwise.</summary>
    private static (string Answer, string Reason)? SharedOnly(OverviewData data, OrganisationFigures figures, TimeZoneInfo zone)
    {
        if (figures.Pool is not { Kind: CycleKind.Enforced or CycleKind.Shadow } pool || pool.Seats == 0 || pool.Seats != figures.Seats)
        {
            return null;
        }

        var today = ZoneDays.DayOf(figures.AsOfMs, zone);
        var end = Show.Day(pool.CycleEnd, today);
        var beyond = pool.Overage.IsPositive || pool.Uncovered.IsPositive ? $" {Show.Money(pool.Overage)} is overage and {Show.Money(pool.Uncovered)} is uncovered." : "";
        return pool switch
        {
            { State: SeatCycleState.Unclaimed } => ("The shared credit is not claimed.", $"{Show.Money(pool.Allowance)} a cycle is there for {Show.Counted(pool.Seats, "seat", "seats")}; the organisation claims it once.{beyond}{(IsUndecided(data, figures) ? $" Nor does any rule say who pays. {Outside(figures, today)}" : "")}"),
            { State: not SeatCycleState.Granted } => ("No seat brings credit into the shared account.", "The plans of the seats have no allowance in this programme."),
            { Available.IsPositive: false } => ("The shared account is used up.", $"{Show.Money(pool.Granted)} was granted; the next grant is on {end}.{beyond}"),
            { ExhaustProbability: >= SeatStates.LikelyFrom } => ($"The shared account is likely to run out before {end}.", $"{Show.Money(pool.Available)} of {Show.Money(pool.Granted)} is left{(pool.ExhaustDay is { } day ? $"; it lasts until about {Show.Day(day, today)}" : "")}.{beyond}"),
            _ => ("The shared account lasts.", $"{Show.Money(pool.Available)} of {Show.Money(pool.Granted)} is left; {Show.Money(pool.Expiring)} expires unused on {end} if usage stays as it is."),
        };
    }

    private static string Reason(OverviewData data, OrganisationFigures figures, long urgent, string end)
    {
        var expiring = figures.Expiring.IsPositive ? $"{Show.Money(figures.Expiring)} expires unused" : "nothing expires unused";
        var first = data.LastPeriod.Count == 0 && data.Projection is { } thin
            ? $" This is the first cycle: the projection rests on {Show.Counted(thin.ActiveDays, "day", "days")} with usage."
            : "";
        if (urgent == 0)
        {
            return figures.ProjectedOverage.IsPositive
                ? $"Expect {Show.Money(figures.ProjectedOverage)} of overage by {end} while {expiring}.{first}"
                : $"No overage is expected by {end}; {expiring} if usage stays as it is.{first}";
        }

        var shared = data.Organisation.HasPool ? "" : "Credit does not pool between seats: ";
        var uncovered = figures.Uncovered.IsPositive ? $" {Show.Money(figures.Uncovered)} is uncovered." : "";
        return figures.ProjectedOverage.IsPositive
            ? $"{shared}{(shared.Length > 0 ? "expect" : "Expect")} {Show.Money(figures.ProjectedOverage)} of overage by {end} while {expiring}.{uncovered}{first}"
            : $"Overage is off for them, so their runs should stop; {expiring} on {end}.{uncovered}{first}";
    }

    private static string Word(long count) => count < Words.Length ? Words[count] : Show.Count(count);

    private static string Number(long count) => Word(count) is var word && char.IsLetter(word[0]) ? string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(word[0])}{word[1..]}") : word;
}
