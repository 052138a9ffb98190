using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;

namespace Dashboard.Credits.Ledger;

/// <summary>All decisions that one credit account's ledger follows from. Source: law, section 3.</summary>
public sealed class AccountSetup
{
    private readonly ImmutableArray<Seat> _seats;

    private AccountSetup(
        int accountId, bool isPool, OrganisationRules rules, ImmutableArray<Seat> seats, CycleCalendar calendar, IEnumerable<ManualPosting> manual)
    {
        AccountId = accountId;
        IsPool = isPool;
        Rules = rules;
        _seats = seats;
        Calendar = calendar;
        Manual = [.. manual.Where(m => m.AccountId == accountId).OrderBy(m => m.EffectiveAtMs).ThenBy(m => m.Sequence)];
        BooksStartMs = FirstInstantOf(rules.BooksStart);
        StartMs = isPool ? BooksStartMs : FirstInstantOf(seats[0].ActiveFrom);
    }

    /// <summary>The credit account.</summary>
    public int AccountId { get; }

    /// <summary>Whether it is the organisation's shared account.</summary>
    public bool IsPool { get; }

    /// <summary>The organisation's decisions.</summary>
    public OrganisationRules Rules { get; }

    /// <summary>Its cycles.</summary>
    public CycleCalendar Calendar { get; }

    /// <summary>The seats: one, or for the shared account all of the organisation.</summary>
    public IReadOnlyList<Seat> Seats => _seats;

    /// <summary>Voids and adjustments of this account, by instant and sequence.</summary>
    public IReadOnlyList<ManualPosting> Manual { get; }

    /// <summary>First instant of the books, Unix milliseconds UTC.</summary>
    public long BooksStartMs { get; }

    /// <summary>The account's first instant: the seat's first active one, for the shared account the books' start.</summary>
    public long StartMs { get; }

    internal Seat Seat => _seats[0];

    /// <summary>The credit account of one seat.</summary>
    public static AccountSetup ForSeat(int accountId, Seat seat, OrganisationRules rules, params IEnumerable<ManualPosting> manual) =>
        new(accountId, false, rules, [seat], new CycleCalendar(seat.Anchor, rules.Zone, seat.ActiveFrom), manual);

    /// <summary>The organisation's shared account.</summary>
    public static AccountSetup ForPool(int accountId, OrganisationRules rules, IEnumerable<Seat> seats, params IEnumerable<ManualPosting> manual) =>
        new(accountId, true, rules, [.. seats.OrderBy(s => s.Id)], new CycleCalendar(rules.PoolAnchor, rules.Zone), manual);

    /// <summary>
    /// Which account a seat's usage at an instant belongs to: true for the shared account. Decided by the programme and the
    /// seat's plan at the start of the seat's own cycle, so that a change starts with the next cycle. Seat setups only.
    /// </summary>
    public bool DrawsFromPool(long atMs)
    {
        var cycle = Calendar.At(atMs);
        var choice = Rules.Choice.At(cycle.StartMs);
        if (choice.Mode is ProgrammeMode.Off)
        {
            return false;
        }

        return RowAt(Rules.ProgrammeOf(choice.ProgrammeId), cycle, cycle.StartMs)?.Scope is ProgrammeScope.Pooled;
    }

    /// <summary>
    /// Whether usage without a seat belongs to the shared account at an instant: a programme with pooled allowances is in
    /// force in its cycle. Shared account only.
    /// </summary>
    public bool TakesUsageWithoutSeat(long atMs)
    {
        var choice = Rules.Choice.At(Calendar.At(atMs).StartMs);
        return IsPool
            && choice.Mode is not ProgrammeMode.Off
            && Rules.ProgrammeOf(choice.ProgrammeId).Allowances.Any(r => r.Scope is ProgrammeScope.Pooled);
    }

    /// <summary>What holds in a cycle.</summary>
    public CycleTerms TermsOf(BillingCycle cycle) => CycleTerms.Of(this, cycle);

    internal Nanodollars AllowanceAt(Programme programme, BillingCycle cycle, long atMs) =>
        RowAt(programme, cycle, atMs) is { Scope: ProgrammeScope.PerSeat, Amount: { } amount } ? amount : default;

    private AllowanceRow? RowAt(Programme programme, BillingCycle cycle, long atMs) =>
        programme.AllowanceAt(Calendar.DayOf(cycle, atMs), atMs, Seat.Plan.At(atMs), Seat.Team.At(atMs), Seat.Email);

    private long FirstInstantOf(DateOnly day)
    {
        var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return ZoneDays.FirstInstantOf(day, ZoneDays.Find(Rules.Zone.At(midnight)));
    }
}
