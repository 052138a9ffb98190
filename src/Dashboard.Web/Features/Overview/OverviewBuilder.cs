using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Projection;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Charts;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>Turns what was read into the finished first page. Pure.</summary>
internal static class OverviewBuilder
{
    /// <summary>The page that says who pays for what.</summary>
    public const string Meters = "meters";

    private const int SourceColumns = 5;

    /// <summary>The page as of <paramref name="now"/>; ages of sources are told from it, figures from when they were derived.</summary>
    public static OverviewView Build(OverviewData data, SeatCounts? counts, TrackRecord? track, DateTimeOffset now)
    {
        var organisation = data.Organisation;
        if (!organisation.IsCreated || data.Figures is not { } figures || counts is null)
        {
            var zoneNow = ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds()));
            return organisation.IsCreated
                ? new OverviewView { Answer = "The figures are being derived.", Reason = "They appear here in a moment.", AsOf = now, Zone = zoneNow }
                : new OverviewView
                {
                    Answer = "Nothing is set up yet.",
                    Reason = "Choose a programme, add seats and name a first source; the figures follow.",
                    AsOf = now,
                    Zone = zoneNow,
                    First = new FirstStep("No organisation yet", "Three short steps: the programme, the seats, a source.", "Start", "first-run"),
                };
        }

        data = data.Projection is { IsObserved: false } ? data with { Projection = null } : data;
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(figures.AsOfMs));
        var asOf = DateTimeOffset.FromUnixTimeMilliseconds(figures.AsOfMs);
        var today = ZoneDays.DayOf(figures.AsOfMs, zone);
        var (answer, reason) = OverviewVerdict.Of(data, figures, counts, now);
        return new OverviewView
        {
            Facts = Facts(figures, today, zone),
            Programme = Programme(organisation, figures.AsOfMs, today),
            Answer = answer,
            Reason = reason,
            IsUndecided = OverviewVerdict.IsUndecided(data, figures),
            Figures = OverviewFigures.Of(data, figures, counts, today),
            Shared = SharedAccountBuilder.Build(figures, organisation, today),
            Chart = Chart(data, figures, track, zone),
            ChartFoot = Foot(figures, data.Days.Count > 0 ? data.Days[^1].Used : default, today),
            LeftOut = LeftOut(figures),
            Needs = [.. data.NeedDecision.Select(s => Need(s, today))],
            NeedsSub = $"{(data.NeedDecisionCount > data.NeedDecision.Count ? $"{data.NeedDecision.Count} of {Show.Count(data.NeedDecisionCount)}" : Show.Counted(data.NeedDecisionCount, "seat", "seats"))}, soonest first",
            Sources = Sources(data.Sources, now),
            AsOf = asOf,
            NewestEvent = figures.NewestEventMs is { } newest ? DateTimeOffset.FromUnixTimeMilliseconds(newest) : null,
            Zone = zone,
        };
    }

    private static List<string> Facts(OrganisationFigures figures, DateOnly today, TimeZoneInfo zone)
    {
        var name = figures.Period is OrganisationPeriod.CalendarMonth ? "Calendar month" : "Billing cycle";
        var facts = new List<string>
        {
            $"{name} {Show.Cycle(figures.PeriodStart, figures.PeriodEnd)}",
            $"day {Math.Clamp(today.DayNumber - figures.PeriodStart.DayNumber + 1, 1, figures.PeriodEnd.DayNumber - figures.PeriodStart.DayNumber)} of {figures.PeriodEnd.DayNumber - figures.PeriodStart.DayNumber}",
        };
        facts.Add(figures.Period switch
        {
            OrganisationPeriod.SharedCycle => $"resets {Show.Day(figures.PeriodEnd, today)}, {Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(ZoneDays.FirstInstantOf(figures.PeriodEnd, zone)), DateTimeOffset.FromUnixTimeMilliseconds(ZoneDays.FirstInstantOf(figures.PeriodEnd, zone)), zone)} {Show.Zone(zone)}",
            OrganisationPeriod.MajorityCycle => "the cycle of most seats; the others count with their own",
            OrganisationPeriod.CalendarMonth => "seats have their own cycles; credit figures are of those",
        });
        return facts;
    }

    private static ProgrammeNote Programme(Organisation organisation, long asOfMs, DateOnly today)
    {
        var choice = organisation.Rules.Choice.At(asOfMs);
        var programme = organisation.Rules.ProgrammeOf(choice.ProgrammeId);
        var isPooled = programme.Allowances.Any(a => a.Scope is ProgrammeScope.Pooled);
        var mode = choice.Mode switch { ProgrammeMode.Enforced => "enforced", ProgrammeMode.Shadow => "in shadow mode", ProgrammeMode.Off => "off" };
        var status = programme.StatusOn(today);
        var text = (status, choice.Mode) switch
        {
            ({ Status: VendorStatus.Paused }, not ProgrammeMode.Off) => $"The vendor paused this programme on {Date(status.Day)}; the ledger follows your own decision.",
            ({ Status: VendorStatus.Retired }, not ProgrammeMode.Off) => $"The vendor retired this programme on {Date(status.Day)}; the ledger follows your own decision.",
            ({ } known, _) => $"The vendor says {known.Status.ToString().ToLowerInvariant()} since {Date(known.Day)}.",
            (null, _) => "It is your own; no vendor decides about it.",
        };
        return new ProgrammeNote($"{programme.Name}, {(isPooled ? "shared between seats" : "per seat")}, ", mode, text, status?.Source);

        static string Date(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
    }

    private static DrawdownChartView Chart(OverviewData data, OrganisationFigures figures, TrackRecord? track, TimeZoneInfo zone)
    {
        var view = new CycleChart
        {
            Start = figures.PeriodStart,
            End = figures.PeriodEnd,
            Zone = zone,
            AsOfMs = figures.AsOfMs,
            Days = data.Days,
            Used = d => d.Used,
            Projection = data.Projection,
            LastCycle = data.LastPeriod,
        }.View();
        var today = ZoneDays.DayOf(figures.AsOfMs, zone);
        var used = data.Days.Count > 0 ? data.Days[^1].Used : default;
        var expected = view.Projection is { } path ? $" and is projected at {Show.Money(path[^1].Amount)} by {Show.Day(figures.PeriodEnd, today)}, band {Show.Range(path[^1].Low, path[^1].High)}" : "";
        return view with
        {
            Sentence = $"Usage reached {Show.Money(used)} on {Show.Day(today, today)}{expected}, against an allocation of {Show.Money(view.Allocation[^1].Amount)}.",
            UsedName = "Used",
            Height = 320,
            LastCycleName = figures.PeriodStart.Day == 1 ? figures.PeriodStart.AddMonths(-1).ToString("MMMM", CultureInfo.InvariantCulture) : "Last cycle",
            Shadow = figures.ShadowSeats > 0 && figures.ShadowSeats >= figures.Seats,
            Caption = view.Projection is null ? "" : string.Join(' ', data.Projection!.Basis.Sentences),
            CaptionEnd = Record(track),
            Empty = new ChartEmpty("No covered usage in this cycle", $"{Show.Money(figures.Allocated)} is untouched. What other usage there is, and why no credit covers it, is on Who pays."),
        };
    }

    /// <summary>How good the product's own forecasts were, beside a straight line.</summary>
    private static string Record(TrackRecord? track) => track is { Wape: { } ours, WapeLinear: { } linear, Forecasts: > 0 }
        ? $"Past cycles: off by {Share(ours)}, a straight line by {Share(linear)}"
        : "";

    private static string Share(double share) => Math.Round(share * 100).ToString("0", CultureInfo.InvariantCulture) + "%";

    /// <summary>What the line is made of; where seats have their own cycles, why it is not the sum of the figures.</summary>
    private static string Foot(OrganisationFigures figures, Nanodollars used, DateOnly today) => figures.Period is OrganisationPeriod.SharedCycle
        ? $"Used = consumed {Show.Amount(figures.Consumed)} + overage {Show.Amount(figures.Overage)} + uncovered {Show.Amount(figures.Uncovered)}."
        : $"The chart has all usage since {Show.Day(figures.PeriodStart, today)}, {Show.Amount(used)}. The figures count every seat from the start of its own cycle: consumed {Show.Amount(figures.Consumed)} + overage {Show.Amount(figures.Overage)} + uncovered {Show.Amount(figures.Uncovered)} = {Show.Amount(figures.Consumed + figures.Overage + figures.Uncovered)}.";

    private static List<LeftOut> LeftOut(OrganisationFigures figures)
    {
        var left = new List<LeftOut>();
        if (figures.Outside.IsPositive)
        {
            left.Add(new($"{Show.Money(figures.Outside)} is covered by no credit", Show.Exact(figures.Outside), "see who pays", Meters));
        }

        if (figures.Unassigned.IsPositive)
        {
            left.Add(new($"{Show.Money(figures.Unassigned)} has no seat", Show.Exact(figures.Unassigned), "say whose it is", "settings/identities"));
        }

        if (figures.Unknown.IsPositive)
        {
            left.Add(new($"{Show.Money(figures.Unknown)} is of unknown pool", Show.Exact(figures.Unknown), "say what it is", "settings/rules"));
        }

        if (figures.UnpricedEvents > 0)
        {
            left.Add(new($"{Show.Counted(figures.UnpricedEvents, "event has", "events have")} no price", null, "add one", "settings/prices"));
        }

        return left;
    }

    private static NeedRow Need(SeatLine seat, DateOnly today)
    {
        var projected = SeatWords.Projected(seat);
        return new NeedRow(
            SeatWords.Href(seat.Email),
            SeatWords.Name(seat),
            seat.Team ?? "No team",
            SeatWords.State(seat),
            SeatWords.Bar(seat),
            Show.Amount(seat.Used),
            Show.Exact(seat.Used),
            SeatWords.Whole(seat.Allocated),
            projected is { } p ? Show.Amount(p) : null,
            projected is { } exact ? Show.Exact(exact) : null,
            SeatWords.RunsOut(seat, today),
            SeatWords.Probability(seat),
            SeatWords.Overage(seat.OverageIsOn, seat.OverageCap),
            SeatWords.Sentence(seat, today));
    }

    private static List<SourceNote> Sources(IReadOnlyList<SourceFreshness> sources, DateTimeOffset now)
    {
        var shown = sources.Count > SourceColumns ? sources.Take(SourceColumns - 1) : sources;
        var notes = shown.Select(s => Note(s, now)).ToList();
        if (sources.Count > SourceColumns)
        {
            notes.Add(new SourceNote(StateKind.Good, $"{sources.Count - SourceColumns + 1} more", "fresher than these"));
        }

        return notes;
    }

    private static SourceNote Note(SourceFreshness source, DateTimeOffset now)
    {
        if (source.LastReceivedMs is not { } at)
        {
            return new SourceNote(StateKind.Idle, source.Name, "nothing yet");
        }

        var lag = Show.Lag(now - DateTimeOffset.FromUnixTimeMilliseconds(at));
        return OverviewVerdict.IsSilent(source, now)
            ? new SourceNote(StateKind.Silent, source.Name, $"silent for {lag}")
            : new SourceNote(StateKind.Good, source.Name, $"last data {lag} ago");
    }
}
