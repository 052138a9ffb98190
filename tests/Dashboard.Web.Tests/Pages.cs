using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.TestKit;

namespace Dashboard.Web.Tests;

/// <summary>What pages are built from, with valid defaults: November 2026 in UTC, as of the 19th, 14:20.</summary>
internal static class Pages
{
    public const long NowMs = 1_795_098_000_000;

    public static readonly DateOnly Start = new(2026, 11, 1);

    public static readonly DateOnly End = new(2026, 12, 1);

    public static DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);

    public static Organisation AnOrganisation(ProgrammeMode mode = ProgrammeMode.Enforced) => new()
    {
        Name = "Alderway Robotics",
        Rules = Organisation.None.Rules with { Choice = new History<ProgrammeChoice>(new ProgrammeChoice(ShippedProgrammes.AgentSdkCredit.Id, mode)) },
        Seats = Organisation.None.Seats.Add(1, new Seat { Id = 1, Email = "mara@alderway.example", Plan = new History<string>("team-premium"), Anchor = new History<int>(1), ActiveFrom = new DateOnly(2026, 1, 1) }),
    };

    public static OrganisationFigures Figures => new()
    {
        AsOfMs = NowMs,
        Period = OrganisationPeriod.SharedCycle,
        PeriodStart = Start,
        PeriodEnd = End,
        Seats = 27,
        Allocated = 1940.Dollars(),
        Consumed = 123_837.Cents(),
        Overage = 4_658.Cents(),
        Uncovered = 186.Cents(),
        ProjectedOverage = 22_749.Cents(),
        Expiring = 31_590.Cents(),
        NewestEventMs = NowMs - 60_000,
    };

    public static OverviewData AnOverview(OrganisationFigures? figures = null, Organisation? organisation = null, params SourceFreshness[] sources) =>
        new(organisation ?? AnOrganisation(), figures ?? Figures, Days(10, 20, 30), [5.Dollars()], null, [], 0, sources);

    public static SeatCounts Counts(params (SeatState State, long Seats)[] states) =>
        new(states.Sum(s => s.Seats), 0, states.ToDictionary(s => s.State, s => s.Seats), [], [], 0, 0);

    /// <summary>Cumulative usage of the first days against 100 dollars, all consumed.</summary>
    public static List<SeriesDay> Days(params int[] dollars) =>
        [.. dollars.Select((d, i) => new SeriesDay(Start.AddDays(i), 100.Dollars(), d.Dollars(), default, default, d.Dollars()))];

    public static CycleProjection Projection(DateOnly today, Nanodollars consumed, params (int Point, int Low, int High)[] path) => new()
    {
        AsOfMs = NowMs,
        Today = today,
        Consumed = consumed,
        Allocation = 100.Dollars(),
        Point = path[^1].Point.Dollars(),
        Low = path[^1].Low.Dollars(),
        High = path[^1].High.Dollars(),
        ExhaustionDate = null,
        ExhaustionProbability = 0.5,
        DaysObserved = 18,
        ActiveDays = 18,
        Basis = new ProjectionBasis { DailyRate = 4.Dollars(), DaysObserved = 18, ActiveDays = 18, PercentFromEarlierCycles = 0, HeaviestWeekday = null, OrganisationWeekdays = false, LeavesOutStoppedDays = false },
        Path = [.. path.Select((p, i) => new ProjectionDay(today.AddDays(i), p.Point.Dollars(), p.Low.Dollars(), p.High.Dollars()))],
        Spread = 0,
        DaysLeft = path.Length,
    };
}
