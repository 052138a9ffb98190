using System.Collections.Immutable;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;

namespace Dashboard.TestKit.Ledger;

/// <summary>Random decisions and usage of one account between 2026-06 and 2027-02, with everything the law knows.</summary>
public sealed class RandomLedger(Random random)
{
    public const int AccountId = 3;
    private static readonly long Start = "2026-06-01".Ms();
    private static readonly long End = "2027-02-01".Ms();
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/Havana", "America/Santiago", "Asia/Tokyo"];
    private readonly long[] _busy = [Start + random.NextInt64(End - Start), Start + (random.Next(245) * 86_400_000L)];
    private long _decision;

    /// <summary>Any instant; often a midnight, or one at which much else happens.</summary>
    public long Instant() => random.Next(6) switch
    {
        0 or 1 => Start + (random.Next(245) * 86_400_000L),
        2 => _busy[random.Next(_busy.Length)],
        _ => Start + random.NextInt64(End - Start),
    };

    public OrganisationRules Organisation(Programme programme)
    {
        var modes = new[] { ProgrammeMode.Enforced, ProgrammeMode.Enforced, ProgrammeMode.Shadow, ProgrammeMode.Off };
        return new OrganisationRules
        {
            Programmes = [programme with { PlanChange = (PlanChangePolicy)random.Next(3), ClaimNeeded = random.Next(2) == 0 }],
            Choice = new(
                new(programme.Id, ProgrammeMode.Enforced),
                Some(2, () => new Dated<ProgrammeChoice>(Instant(), new(programme.Id, modes[random.Next(4)]), ++_decision))),
            Zone = new(Zones[random.Next(Zones.Length)], Some(1, () => new Dated<string>(Instant(), Zones[random.Next(Zones.Length)], ++_decision))),
            BooksStart = new DateOnly(2026, 6, 1).AddDays(random.Next(90)),
            PoolAnchor = new(random.Next(1, 32), Some(1, () => new Dated<int>(Instant(), random.Next(1, 32), ++_decision))),
            PoolClaims = [new(programme.Id, Instant(), ++_decision)],
            PoolOverage = new(Overages(0)),
        };
    }

    public Seat Seat(int id, Programme programme, params IReadOnlyList<Plan> plans)
    {
        var from = new DateOnly(2026, 6, 1).AddDays(random.Next(120));
        return new Seat
        {
            Id = id,
            Email = $"seat{id}@example.test",
            Plan = new(plans[random.Next(plans.Count)].Id, Some(4, () => new Dated<string>(Instant(), plans[random.Next(plans.Count)].Id, ++_decision))),
            Anchor = new(random.Next(1, 32), Some(2, () => new Dated<int>(Instant(), random.Next(1, 32), ++_decision))),
            ActiveFrom = from,
            ActiveUntil = random.Next(4) == 0 ? from.AddDays(random.Next(200)) : null,
            Claims = [.. Some(1, () => new Claim(programme.Id, Instant(), ++_decision))],
            Overage = new(Overages(id)),
        };
    }

    public AccountSetup SeatAccount()
    {
        var programme = ShippedProgrammes.AgentSdkCredit;
        return AccountSetup.ForSeat(
            AccountId, Seat(1, programme, Plans.Pro, Plans.Max5x, Plans.Max20x, Plans.EnterpriseStandard), Organisation(programme), Manuals());
    }

    public AccountSetup Pool()
    {
        var programme = ShippedProgrammes.MonthlyApiCredits with { PoolCap = random.Next(3) == 0 ? null : 500.Dollars() };
        var seats = Enumerable.Range(1, random.Next(1, 12)).Select(i => Seat(i, programme, Plans.TeamStandard, Plans.TeamPremium));
        return AccountSetup.ForPool(AccountId, Organisation(programme), seats.ToArray(), Manuals());
    }

    public UsageEntry[] Events(AccountSetup setup)
    {
        var scale = random.Next(1, 8);
        return
        [
            .. Enumerable.Range(0, random.Next(120))
                .Select(i => new UsageEntry(
                    Instant(),
                    new IdentityHash(0, (ulong)random.NextInt64() + (uint)i),
                    random.Next(20) == 0 ? Nanodollars.Zero : new Nanodollars(random.NextInt64(scale * 5_000_000_000L)),
                    setup.IsPool ? random.Next(setup.Seats.Count + 1) : 1))
                .Order(),
        ];
    }

    private ImmutableArray<ManualPosting> Manuals() =>
    [
        .. Some(4, () =>
        {
            var isVoid = random.Next(2) == 0;
            var at = Instant();
            return new ManualPosting
            {
                Sequence = ++_decision,
                AccountId = AccountId,
                Kind = isVoid ? PostingKind.Void : PostingKind.Adjust,
                Move = isVoid ? LedgerMove.Void : (LedgerMove)random.Next(6),
                Reversed = !isVoid && random.Next(2) == 0,
                Amount = new Nanodollars(1 + random.NextInt64(60_000_000_000)),
                EffectiveAtMs = at,
                DecidedAtMs = at,
                By = "owner",
                Reason = "a test",
            };
        }),
    ];

    private OverageDecision[] Overages(int seat) => Some(4, () =>
    {
        var at = Instant();
        var on = random.Next(4) > 0;
        return new OverageDecision
        {
            Sequence = ++_decision,
            SeatId = seat,
            On = on,
            Cap = on && random.Next(2) == 0 ? new Nanodollars(random.NextInt64(80_000_000_000)) : null,
            FromMs = at,
            UntilMs = random.Next(3) == 0 ? at + 1 + random.NextInt64(40L * 86_400_000) : null,
            DecidedAtMs = at,
            By = "owner",
            Reason = "a test",
        };
    });

    private T[] Some<T>(int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => make())];
}
