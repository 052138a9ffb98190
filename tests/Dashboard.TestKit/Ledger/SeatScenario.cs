using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;

namespace Dashboard.TestKit.Ledger;

/// <summary>One seat's account as a test tells it. Default: Max 5x, anchor 1, active from 2026-07-01 and claimed then, overage off.</summary>
public sealed record SeatScenario
{
    public const int AccountId = 7;

    public OrganisationRules Organisation { get; init; } = Rules.Default;

    public Seat Seat { get; init; } = new()
    {
        Id = 1,
        Email = "ana@example.test",
        Plan = new(Plans.Max5x.Id),
        Anchor = new(1),
        ActiveFrom = new(2026, 7, 1),
        Claims = [new(ShippedProgrammes.AgentSdkCredit.Id, 0), new(ShippedProgrammes.MonthlyApiCredits.Id, 0)],
    };

    public IReadOnlyList<UsageEntry> Events { get; init; } = [];

    public IReadOnlyList<ManualPosting> Manual { get; init; } = [];

    public AccountSetup Setup => AccountSetup.ForSeat(AccountId, Seat, Organisation, Manual);

    public static SeatScenario ASeat() => new();

    public SeatScenario OnPlan(Plan plan) => this with { Seat = Seat with { Plan = new(plan.Id) } };

    public SeatScenario ChangingPlanTo(Plan plan, string at) => this with { Seat = Seat with { Plan = Seat.Plan.With(at.Ms(), plan.Id, NextDecision) } };

    public SeatScenario Anchored(int day) => this with { Seat = Seat with { Anchor = new(day) } };

    public SeatScenario MovingAnchorTo(int day, string at) => this with { Seat = Seat with { Anchor = Seat.Anchor.With(at.Ms(), day, NextDecision) } };

    public SeatScenario ActiveFrom(string day) => this with { Seat = Seat with { ActiveFrom = day.Day() } };

    public SeatScenario ActiveUntil(string day) => this with { Seat = Seat with { ActiveUntil = day.Day() } };

    public SeatScenario Unclaimed() => this with { Seat = Seat with { Claims = [] } };

    public SeatScenario ClaimedAt(string at) => this with { Seat = Seat with { Claims = [new(Organisation.Choice.First.ProgrammeId, at.Ms(), NextDecision)] } };

    public SeatScenario Under(Programme programme, ProgrammeMode mode = ProgrammeMode.Enforced) => this with { Organisation = Rules.Under(programme, mode) };

    public SeatScenario InBooksFrom(string day) => this with { Organisation = Organisation with { BooksStart = day.Day() } };

    public SeatScenario ChangingPlansBy(PlanChangePolicy policy) =>
        Under(ShippedProgrammes.AgentSdkCredit with { PlanChange = policy });

    public SeatScenario Choosing(Programme programme, ProgrammeMode mode, string at) => this with
    {
        Organisation = Organisation with { Choice = Organisation.Choice.With(at.Ms(), new(programme.Id, mode), NextDecision) },
    };

    public SeatScenario WithOverage(string at, Nanodollars? cap = null, string? until = null) => Deciding(true, at, cap, until);

    public SeatScenario WithoutOverage(string at) => Deciding(false, at, null, null);

    public SeatScenario Drawing(Nanodollars amount, string at) => this with
    {
        Events = [.. Events, new UsageEntry(at.Ms(), new IdentityHash(0, (ulong)(Events.Count + 1)), amount, Seat.Id)],
    };

    public SeatScenario Voiding(Nanodollars amount, string at) => Posting(PostingKind.Void, LedgerMove.Void, false, amount, at);

    public SeatScenario Adjusting(LedgerMove move, Nanodollars amount, string at, bool reversed = false) =>
        Posting(PostingKind.Adjust, move, reversed, amount, at);

    public LedgerRun Replay(string asOf) => LedgerRun.Of(Setup, Events.Order(), asOf.Ms());

    private long NextDecision =>
        1 + Manual.Count + Seat.Plan.Changes.Count + Seat.Anchor.Changes.Count + Seat.Overage.Decisions.Count + Organisation.Choice.Changes.Count;

    private SeatScenario Deciding(bool on, string at, Nanodollars? cap, string? until) => this with
    {
        Seat = Seat with
        {
            Overage = new(Seat.Overage.Decisions.Append(new OverageDecision
            {
                Sequence = NextDecision,
                SeatId = Seat.Id,
                On = on,
                Cap = cap,
                FromMs = at.Ms(),
                UntilMs = until?.Ms(),
                DecidedAtMs = at.Ms(),
                By = "owner",
                Reason = "a test",
            })),
        },
    };

    private SeatScenario Posting(PostingKind kind, LedgerMove move, bool reversed, Nanodollars amount, string at) => this with
    {
        Manual =
        [
            .. Manual,
            new ManualPosting
            {
                Sequence = NextDecision,
                AccountId = AccountId,
                Kind = kind,
                Move = move,
                Reversed = reversed,
                Amount = amount,
                EffectiveAtMs = at.Ms(),
                DecidedAtMs = at.Ms(),
                By = "owner",
                Reason = "a test",
            },
        ],
    };
}
