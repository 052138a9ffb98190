using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Mail.Letters;

namespace Dashboard.Web.Tests.Mail;

/// <summary>One letter of each kind and case, with figures of an invented November.</summary>
internal static class SampleLetters
{
    public const string Organisation = "Alderway Robotics";
    public const string Mara = "mara.lindqvist@alderway.example";

    /// <summary>18 Nov 2026, 16:40 UTC.</summary>
    public static readonly long AtMs = new DateTimeOffset(2026, 11, 18, 16, 40, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static readonly Uri Address = new("https://drawdown.alderway.example");

    public static LetterReader Reader(string address = "ines.carvalho@alderway.example", string name = "Ines Carvalho", bool mayAcknowledge = true, bool mayUnsubscribe = true, string zone = "Europe/Lisbon") => new(
        address, name, TimeZoneInfo.FindSystemTimeZoneById(zone), mayAcknowledge,
        mayUnsubscribe ? new Uri(Address, "/mail/unsubscribe?t=CfDJ8AAA-bbb_ccc") : null, new LetterLinks(Address));

    public static Nanodollars Usd(decimal usd) => new((long)(usd * Nanodollars.PerUsd));

    public static StageLine Line(int seat, string name, string stage = "at-80", StageKind kind = StageKind.Percent, int threshold = 80, decimal consumed = 80.12m, decimal allocated = 100, StageMove move = StageMove.Entered) => new()
    {
        CrossingId = seat * 10L,
        SeatId = seat,
        Name = name,
        Email = $"{name.Split(' ')[0].ToLowerInvariant()}.{seat}@alderway.example",
        Team = "Cloud",
        StageId = stage,
        StageKind = kind,
        Threshold = threshold,
        Move = move,
        Shadow = false,
        CycleStart = new DateOnly(2026, 11, 1),
        CycleEnd = new DateOnly(2026, 12, 1),
        Allocated = Usd(allocated),
        Consumed = Usd(consumed),
        Available = Usd(Math.Max(0, allocated - consumed)),
        Overage = default,
        OverageOn = false,
        ExhaustionProbability = consumed < allocated ? 0.981 : null,
        ExhaustionDate = new DateOnly(2026, 11, consumed < allocated ? 24 : 17),
        Gate = GateAnswer.Allow,
    };

    /// <summary>A stage on a seat's share of the shared account, which is no limit.</summary>
    public static StageLine Share(string name, int threshold, decimal used, StageMove move = StageMove.Entered) =>
        Line(3, name, $"share-{threshold}", StageKind.Share, threshold, used, move: move) with { ExhaustionProbability = null, ExhaustionDate = null };

    public static StageLetter Stages(params ImmutableArray<StageLine> lines) => new() { Organisation = Organisation, AtMs = AtMs, Zone = "UTC", Lines = lines };

    public static StageLetter OwnAt80() => Stages(Line(3, "Mara Lindqvist") with { Email = Mara, Gate = GateAnswer.Fallback, FallbackModel = "claude-haiku-5-5", AskedOverage = Usd(40) });

    public static StageLetter OwnExhausted() => Stages(Line(3, "Mara Lindqvist", "exhausted", StageKind.Exhausted, 100, 100) with { Email = Mara, Gate = GateAnswer.Deny, RecommendedPlan = "Max 20x", RecommendedBecause = "three of the last four cycles ran out" });

    public static StageLetter Grouped() => Stages(
        Line(1, "Priya Raghunathan", "exhausted", StageKind.Exhausted, 100, 100) with { Gate = GateAnswer.Deny, AskedOverage = Usd(40), Team = "Perception" },
        Line(2, "Jonas Weidmann", "at-95", threshold: 95, consumed: 95.333333333m) with { Gate = GateAnswer.Warn },
        Line(2, "Jonas Weidmann", consumed: 95.333333333m),
        Line(4, "Lena Fischer", consumed: 16.333333333m, allocated: 20),
        Line(5, "Tomasz Wójcik", consumed: 81.333333333m) with { Team = null },
        Line(6, "Aiko Tanaka", "projected-50", StageKind.ProjectedToExhaust, 50, 61.05m) with { ExhaustionProbability = 0.71, ExhaustionDate = new DateOnly(2026, 11, 29) },
        Line(7, "Björn Åkesson", consumed: 71.5m, move: StageMove.Recovered) with { ExhaustionProbability = 0.2, ExhaustionDate = null },
        Line(8, "Chloé Dubois", "at-95", threshold: 95, consumed: 97, move: StageMove.Seeded));

    public static StageLetter Storm() => Stages([.. Enumerable.Range(1, 34).Select(i => Line(i, $"Person {i}", consumed: 80 + (i * 0.333m)))]);

    public static EscalationLetter Escalation() => new() { Organisation = Organisation, AtMs = AtMs, Zone = "UTC", SinceMs = AtMs - (26 * 3_600_000L), Lines = [Line(1, "Priya Raghunathan", "exhausted", StageKind.Exhausted, 100, 100) with { Gate = GateAnswer.Deny }] };

    public static DeadManLetter DeadMan(bool isOver = false, bool isIngest = true) => new() { Organisation = Organisation, AtMs = AtMs, Zone = "UTC", IsIngest = isIngest, IsOver = isOver, LastSuccessMs = AtMs - 7_800_000, WindowMinutes = 120 };

    public static ApprovalLetter Approval() => new()
    {
        Organisation = Organisation, AtMs = AtMs, Zone = "UTC", RequestId = 41, SeatId = 3, Name = "Mara Lindqvist", Email = Mara, Team = "Cloud",
        AskedBy = Mara, Reason = "The nav-stack release is on the 27th.", Cap = Usd(40), UntilMs = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), Allocated = Usd(100), Consumed = Usd(80.12m),
    };

    public static CreditLetter Unclaimed(bool isOwn = false) => new()
    {
        Organisation = Organisation, AtMs = AtMs, Zone = "UTC", IsExpiring = false, Programme = "Agent SDK credit", Shadow = false,
        Lines = isOwn ? [Credit(3, "Mara Lindqvist", 100, 12.40m, 100) with { Email = Mara }] : [Credit(9, "Noor Haddad", 200, 31.05m, 200), Credit(10, "Sam Okafor", 20, 0, 20)],
        Steps = ["Sign in at claude.ai with your work account.", "Open Settings and look for the Agent SDK credit.", "Claim it once."],
        Source = "https://support.claude.com/en/articles/15036540",
        SentBy = isOwn ? "ines.carvalho@alderway.example" : null,
    };

    public static CreditLetter Expiring(bool isOwn = false) => new()
    {
        Organisation = Organisation, AtMs = AtMs, Zone = "UTC", IsExpiring = true, Programme = "Agent SDK credit", Shadow = false,
        Lines = isOwn ? [Credit(3, "Mara Lindqvist", 100, 22.337m, 77.663m) with { Email = Mara }] : [Credit(11, "Ola Nordmann", 200, 12.333333m, 187.666667m), Credit(12, "Ravi Shankar", 100, 40.333333m, 59.666667m)],
    };

    public static DigestLetter Digest(bool weekly = true) => new()
    {
        Organisation = Organisation, AtMs = AtMs, Zone = "UTC", Weekly = weekly, Scope = Organisation, Shadow = false,
        Answer = "Two seats are past their credit and three more are likely to follow.",
        Reason = "Credit does not pool between seats: expect $184.20 of overage by 1 Dec while $412.07 expires unused.",
        Figures = [new("Allocated", "$1,940.00", "28 seats granted"), new("Consumed", "$1,238.37", "63.8% of allocated"), new("Projected, 80% band", "$1,983.77", "1,874.11–2,101.90"), new("Overage so far", "$46.58", "projected 184.20"), new("Expires unused", "$412.07", "if usage stays as it is"), new("Unclaimed", "$220.00", "2 seats, 31.05 used")],
        Chart = LetterCharts.Of(ChartViews.Running() with { Sentence = "Usage reached $1,286.81 on 18 Nov and is projected at $1,983.77 by 1 Dec, band 1,874.11–2,101.90, against an allocation of $1,940.00." }),
        Seats = [new("Priya Raghunathan", "priya@alderway.example", "Perception", SeatState.Exhausted, Usd(101.86m), Usd(100), new DateOnly(2026, 11, 17), false), new("Mara Lindqvist", Mara, "Cloud", SeatState.LikelyToRunOut, Usd(80.12m), Usd(100), new DateOnly(2026, 11, 24), true)],
        SeatsInAll = 5,
        LeftOut = ["$3.20 has no seat", "14 events have no price"],
        Page = "",
        NewestEventMs = AtMs - 60_000,
    };

    /// <summary>Of a team in which so many seats need a decision: none, one, many.</summary>
    public static DigestLetter DigestOf(int seats) => Digest(weekly: false) with
    {
        Scope = "Cloud",
        Answer = seats switch { 0 => "All 31 seats are within their credit.", 1 => "1 seat is likely to run out in this cycle.", _ => $"{seats} seats are likely to run out in this cycle." },
        Reason = "$1,238.37 of $1,940.00 is consumed; overage is $46.58 so far.",
        LeftOut = [],
        Seats = [.. Enumerable.Range(1, Math.Min(seats, 10)).Select(i => new DigestSeat($"Person {i} With a Rather Long Name", $"person{i}@alderway.example", "Cloud", SeatState.LikelyToRunOut, Usd(90 - i), Usd(100), new DateOnly(2026, 11, 20 + (i % 9)), i % 2 == 0))],
        SeatsInAll = seats,
    };

    public static MonthEndLetter MonthEnd() => new()
    {
        Organisation = Organisation, AtMs = AtMs, Zone = "UTC", Month = new DateOnly(2026, 10, 1), CyclesEnd = new DateOnly(2026, 11, 1), State = "closing", Programme = "Agent SDK credit, enforced",
        Total = Month("Organisation", 30, 1940, 1502.13m, 437.87m, 46.58m), ShadowOverage = default,
        Lines = [Month("Cloud", 12, 900, 750.11m, 149.89m, 30.20m), Month("Perception", 18, 1040, 752.02m, 287.98m, 16.38m)],
        Unassigned = Usd(3.20m), Unknown = default, UnpricedEvents = 14,
    };

    public static InvitationLetter Invitation() => new() { Organisation = Organisation, AtMs = AtMs, Zone = "UTC", Name = "Noor Haddad", InvitedBy = "ines.carvalho@alderway.example", Roles = "Team admin, Cloud", ProtectedPath = "", ExpiresAtMs = AtMs + (7 * 86_400_000L) };

    public static TestLetter Test() => new() { Organisation = Organisation, AtMs = AtMs, Zone = "UTC", AskedBy = "ines.carvalho@alderway.example" };

    /// <summary>Every kind and case by a name, with who reads it.</summary>
    public static IEnumerable<(string Name, Letter Letter, LetterDocument Document)> All()
    {
        var admin = Reader();
        var mara = Reader(Mara, "Mara Lindqvist", mayAcknowledge: false);
        var system = Reader(mayUnsubscribe: false);
        yield return Stage("stage-own-80", OwnAt80(), mara);
        yield return Stage("stage-own-exhausted", OwnExhausted(), mara);
        yield return Stage("stage-own-recovered", Stages(Line(3, "Mara Lindqvist", consumed: 71.5m, move: StageMove.Recovered) with { Email = Mara }), mara);
        yield return Stage("stage-own-share", Stages(Share("Mara Lindqvist", 80, 84.12m) with { Email = Mara }), mara);
        yield return Stage("stage-own-share-recovered", Stages(Share("Mara Lindqvist", 80, 71.5m, StageMove.Recovered) with { Email = Mara }), mara);
        yield return Stage("stage-share", Stages(Share("Lena Fischer", 100, 129.45m) with { Gate = GateAnswer.Deny }), admin);
        yield return Stage("stage-grouped", Grouped(), admin);
        yield return Stage("stage-shadow", Stages([.. Grouped().Lines.Select(l => l with { Shadow = true })]), admin);
        yield return Stage("stage-storm", Storm(), admin);
        yield return Stage("projected", Stages(Line(6, "Aiko Tanaka", "projected-50", StageKind.ProjectedToExhaust, 50, 61.05m)), admin);
        yield return Stage("recovered", Stages(Line(7, "Björn Åkesson", consumed: 71.5m, move: StageMove.Recovered)), admin);
        yield return ("escalation", Escalation(), EscalationDocument.Of(Escalation(), system));
        yield return ("dead-man", DeadMan(), DeadManDocument.Of(DeadMan(), system));
        yield return ("dead-man-over", DeadMan(isOver: true), DeadManDocument.Of(DeadMan(isOver: true), system));
        yield return ("dead-man-evaluation", DeadMan(isIngest: false), DeadManDocument.Of(DeadMan(isIngest: false), system));
        yield return ("approval", Approval(), ApprovalDocument.Of(Approval(), admin));
        yield return ("credit-unclaimed", Unclaimed(), CreditDocument.Of(Unclaimed(), admin));
        yield return ("credit-claim-reminder", Unclaimed(isOwn: true), CreditDocument.Of(Unclaimed(isOwn: true), mara));
        yield return ("credit-expiring", Expiring(), CreditDocument.Of(Expiring(), admin));
        yield return ("credit-expiring-own", Expiring(isOwn: true), CreditDocument.Of(Expiring(isOwn: true), mara));
        yield return ("digest", Digest(), DigestDocument.Of(Digest(), admin));
        foreach (var seats in (int[])[0, 1, 30])
        {
            yield return ($"digest-{seats}", DigestOf(seats), DigestDocument.Of(DigestOf(seats), admin));
        }

        yield return ("digest-shadow", Digest() with { Shadow = true }, DigestDocument.Of(Digest() with { Shadow = true }, admin));
        yield return ("month-end", MonthEnd(), MonthEndDocument.Of(MonthEnd(), admin));
        yield return ("invitation", Invitation(), InvitationDocument.Of(Invitation(), Reader("noor.haddad@alderway.example", ""), "/join?token=0123456789abcdef"));
        yield return ("test", Test(), TestDocument.Of(Test(), system));
    }

    private static (string, Letter, LetterDocument) Stage(string name, StageLetter letter, LetterReader reader) => (name, letter, StageDocument.Of(letter, reader));

    private static CreditLine Credit(int seat, string name, decimal allowance, decimal used, decimal left) => new(name, $"{name.Split(' ')[0].ToLowerInvariant()}.{seat}@alderway.example", "Cloud", Usd(allowance), Usd(used), Usd(left), new DateOnly(2026, 12, 1));

    private static MonthEndLine Month(string name, long seats, decimal granted, decimal consumed, decimal expired, decimal overage) => new()
    {
        Name = name, Seats = seats, Granted = Usd(granted), Consumed = Usd(consumed), Expired = Usd(expired), Voided = default, Available = default, Overage = Usd(overage), Payable = Usd(overage), Uncovered = Usd(1.86m),
    };
}
