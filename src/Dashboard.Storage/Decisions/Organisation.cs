using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>Everything that was decided, folded from the log. Immutable: a later decision gives another one.</summary>
public sealed record Organisation
{
    /// <summary>The account id of the organisation's shared account; a seat's account has the seat's id.</summary>
    public const int PoolAccount = 0;

    /// <summary>Above this amount a void or an adjustment needs a second person.</summary>
    public static readonly Nanodollars SecondPersonAbove = Nanodollars.FromUsd(1000);

    /// <summary>Before the first decision.</summary>
    public static Organisation None { get; } = new();

    /// <summary>Sequence of the last decision in it; 0 before the first.</summary>
    public long Version { get; init; }

    /// <summary>Its name; empty before it was created.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it was created.</summary>
    public bool IsCreated => Name.Length > 0;

    /// <summary>Whether a programme was chosen yet.</summary>
    public bool HasChosen { get; init; }

    /// <summary>What the ledger obeys.</summary>
    public OrganisationRules Rules { get; init; } = new()
    {
        Choice = new History<ProgrammeChoice>(new ProgrammeChoice(ShippedProgrammes.AgentSdkCredit.Id, ProgrammeMode.Off)),
        BooksStart = new DateOnly(2000, 1, 1),
    };

    /// <summary>The seats by id.</summary>
    public ImmutableDictionary<int, Seat> Seats { get; init; } = ImmutableDictionary<int, Seat>.Empty;

    /// <summary>The highest id a seat ever had: a seat whose addition was taken back leaves it unused.</summary>
    public int LastSeatId { get; init; }

    /// <summary>The teams by name: created, or named by a seat, a role or an allowance. A team without seats stays.</summary>
    public ImmutableSortedSet<string> Teams { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The cost centres by name: created, or named by a seat.</summary>
    public ImmutableSortedSet<string> CostCentres { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The last import of seats; null when there was none, or it was undone.</summary>
    public SeatsImport? LastImport { get; init; }

    /// <summary>Seat ids by e-mail in lower case.</summary>
    public ImmutableDictionary<string, int> SeatIds { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The sources by id.</summary>
    public ImmutableDictionary<int, SourceSetting> Sources { get; init; } = ImmutableDictionary<int, SourceSetting>.Empty;

    /// <summary>The roles of people by e-mail in lower case; nobody without a role is in it.</summary>
    public ImmutableDictionary<string, ImmutableArray<RoleGrant>> Roles { get; init; } = ImmutableDictionary.Create<string, ImmutableArray<RoleGrant>>(StringComparer.Ordinal);

    /// <summary>What may be decided about overage.</summary>
    public OverageLimits OverageLimits { get; init; } = OverageLimits.None;

    /// <summary>All requests for overage by number.</summary>
    public ImmutableSortedDictionary<long, OverageRequest> OverageRequests { get; init; } = ImmutableSortedDictionary<long, OverageRequest>.Empty;

    /// <summary>How the vendor's switch was last said to stand, by seat.</summary>
    public ImmutableDictionary<int, VendorState> VendorStates { get; init; } = ImmutableDictionary<int, VendorState>.Empty;

    /// <summary>Shipped and own prices.</summary>
    public PriceBook Prices { get; init; } = PriceBook.Shipped;

    /// <summary>What is paid of the list price.</summary>
    public Ratio Contract { get; init; } = Ratio.One;

    /// <summary>The rules for the pool of usage.</summary>
    public PoolRules PoolRules { get; init; } = PoolRules.Shipped;

    /// <summary>Whose usage comes in under which names.</summary>
    public IdentityMap Identities { get; init; } = IdentityMap.None;

    /// <summary>Seats whose money comes, or came, from a report of the vendor; null in a history is the known requests.</summary>
    public ImmutableDictionary<int, History<VendorMoney?>> MoneySources { get; init; } = VendorMoney.Never;

    /// <summary>Who pays for which runs.</summary>
    public PayerRules PayerRules { get; init; } = PayerRules.None;

    /// <summary>Readings of consoles by credit account, in the order in which they were recorded.</summary>
    public ImmutableDictionary<int, ImmutableArray<BalanceReading>> Readings { get; init; } = ImmutableDictionary<int, ImmutableArray<BalanceReading>>.Empty;

    /// <summary>What the vendor's refusals mean.</summary>
    public SignalPatterns SignalPatterns { get; init; } = SignalPatterns.Shipped;

    /// <summary>Shipped and own seat fees.</summary>
    public ImmutableArray<SeatFeeRow> Fees { get; init; } = SeatFees.Shipped;

    /// <summary>What happens at which stage, silences, the dead man's windows.</summary>
    public RunbookSettings Runbooks { get; init; } = RunbookSettings.None;

    /// <summary>Voids and adjustments by account.</summary>
    public ImmutableDictionary<int, ImmutableArray<ManualPosting>> Manual { get; init; } = ImmutableDictionary<int, ImmutableArray<ManualPosting>>.Empty;

    /// <summary>The seat with this e-mail in any case, or null.</summary>
    public Seat? SeatOf(string email) => SeatIds.TryGetValue(email.Trim().ToLowerInvariant(), out var id) ? Seats[id] : null;

    /// <summary>The roles of a person, by e-mail in any case.</summary>
    public ImmutableArray<RoleGrant> RolesOf(string person) => Roles.TryGetValue(person.Trim().ToLowerInvariant(), out var roles) ? roles : [];

    /// <summary>Whether anything names the team: a seat now, before or later, a role, an allowance, a ceiling.</summary>
    /// <param name="name">The team.</param>
    /// <param name="but">Seats that are not asked; null: all are.</param>
    public bool IsTeamUsed(string name, IReadOnlySet<int>? but = null) =>
        Seats.Values.Any(s => but?.Contains(s.Id) != true && TeamNames.Ever(s.Team, name))
        || Roles.Values.Any(r => r.Any(g => g.Team == name))
        || OverageLimits.TeamCeilings.ContainsKey(name)
        || Runbooks.Teams.ContainsKey(name)
        || Runbooks.Silences.Values.Any(s => s.Of.Team == name)
        || Rules.Programmes.Any(p => p.Allowances.Any(a => a.Target == AllowanceTarget.Team && a.Key == name));

    /// <summary>Whether a seat has, had or will have the cost centre.</summary>
    /// <param name="name">The cost centre.</param>
    /// <param name="but">Seats that are not asked; null: all are.</param>
    public bool IsCostCentreUsed(string name, IReadOnlySet<int>? but = null) => Seats.Values.Any(s => but?.Contains(s.Id) != true && TeamNames.Ever(s.CostCentre, name));

    /// <summary>The readings of one credit account, or none.</summary>
    public ImmutableArray<BalanceReading> ReadingsOf(int accountId) => Readings.TryGetValue(accountId, out var readings) ? readings : [];

    /// <summary>The seat's open request for overage, or null.</summary>
    public OverageRequest? OpenRequestOf(int seatId) => OverageRequests.Values.FirstOrDefault(r => r.SeatId == seatId && r.State is OverageRequestState.Open);

    /// <summary>The local day of an instant, Unix milliseconds UTC.</summary>
    public DateOnly DayOf(long atMs) => ZoneDays.DayOf(atMs, ZoneDays.Find(Rules.Zone.At(atMs)));

    /// <summary>The open caps at an instant, Unix milliseconds UTC.</summary>
    public OpenCaps OpenCapsAt(long atMs) => OpenCaps.At(Seats.Values, Rules.PoolOverage, DayOf(atMs), atMs);

    /// <summary>Whether any programme that was ever chosen has a shared account.</summary>
    public bool HasPool => Rules.Choice.Changes.Select(c => c.Value).Prepend(Rules.Choice.First)
        .Where(c => c.Mode is not ProgrammeMode.Off)
        .Any(c => Rules.ProgrammeOf(c.ProgrammeId).Allowances.Any(a => a.Scope is ProgrammeScope.Pooled));

    /// <summary>Why a request for overage cannot be approved at an instant: the ceiling that it would break, in words; null when it breaks none.</summary>
    public string? AboveCeiling(OverageRequest request, long atMs) => OverageCheck.AboveCeiling(this, request, atMs);

    /// <summary>The decisions of one credit account: a seat's, or <see cref="PoolAccount"/>.</summary>
    public AccountSetup AccountOf(int accountId)
    {
        var manual = Manual.TryGetValue(accountId, out var some) ? some : [];
        return accountId == PoolAccount
            ? AccountSetup.ForPool(PoolAccount, Rules, Seats.Values, manual)
            : AccountSetup.ForSeat(accountId, Seats[accountId], Rules, manual);
    }
}
