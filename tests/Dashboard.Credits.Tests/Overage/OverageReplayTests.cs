using System.Numerics;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Usage;
using Dashboard.TestKit;
using Dashboard.TestKit.Ledger;
using Xunit;

namespace Dashboard.Credits.Tests.Overage;

/// <summary>Dated overage decisions with caps and ends against <see cref="OverageOracle"/>, to the millisecond and the nanodollar.</summary>
public sealed class OverageReplayTests
{
    private static readonly long Start = "2026-07-01".Ms();
    private static readonly long End = "2026-10-01".Ms();
    private static readonly long[] Starts = ["2026-07-01".Ms(), "2026-08-01".Ms(), "2026-09-01".Ms()];

    [Fact]
    public void Overage_with_cap_and_end_is_replayed_like_the_oracle_says() => Properties.ForSeeds(3_000, random =>
    {
        // Few instants, so that decisions, ends, usage and cycle starts often meet, or miss each other by one millisecond.
        var busy = Enumerable.Range(0, 6).Select(_ => Start + random.NextInt64(End - Start)).Concat(Starts).ToArray();
        long Instant() => Math.Clamp(random.Pick(busy) + random.Next(-1, 2), Start, End - 1);

        var decisions = Enumerable.Range(1, random.Next(7)).Select(i => Decision(random, i, Instant(), Instant)).ToArray();
        var events = Enumerable.Range(0, random.Next(1, 40)).Select(i => (Number: i, AtMs: Instant(), Nanos: random.NextInt64(1, 60_000_000_000) >> random.Next(30))).ToArray();
        var seat = SeatScenario.ASeat();
        var setup = (seat with { Seat = seat.Seat with { Overage = new OverageHistory(decisions) } }).Setup;
        var run = LedgerRun.Of(setup, events.Select(e => new UsageEntry(e.AtMs, new IdentityHash(0, (ulong)e.Number), new Nanodollars(e.Nanos), 1)).Order(), End);
        var oracle = new OverageOracle(100_000_000_000, Starts).Run(decisions, events);

        foreach (var (number, legs) in oracle)
        {
            var posted = run.Postings.Where(p => p.Event == new IdentityHash(0, (ulong)number)).ToLookup(p => p.Kind);
            BigInteger Sum(PostingKind kind) => posted[kind].Aggregate(BigInteger.Zero, (sum, p) => sum + p.Amount.Value);
            Assert.Equal(legs, (Sum(PostingKind.Draw), Sum(PostingKind.Overage), Sum(PostingKind.Uncovered)));
        }
    });

    [Fact]
    public void A_later_decision_never_changes_what_already_happened() => Properties.ForSeeds(500, random =>
    {
        long Instant() => Start + random.NextInt64(End - Start);
        var at = Instant();
        var decisions = Enumerable.Range(1, random.Next(5)).Select(i => Decision(random, i, Instant(), Instant)).Where(d => d.FromMs < at).ToArray();
        var events = Enumerable.Range(0, 40).Select(i => new UsageEntry(Instant(), new IdentityHash(0, (ulong)i), new Nanodollars(random.NextInt64(30_000_000_000)), 1)).Order().ToArray();
        Posting[] Before(params OverageDecision[] all) => [.. LedgerRun.Of((SeatScenario.ASeat() with { Seat = SeatScenario.ASeat().Seat with { Overage = new(all) } }).Setup, events, End).Postings.Where(p => p.EffectiveAtMs < at)];

        var one = Before(decisions);
        var two = Before([.. decisions, Decision(random, 99, at, Instant)]);

        Assert.Equal(one.Select(p => (p.Kind, p.Amount, p.EffectiveAtMs)), two.Select(p => (p.Kind, p.Amount, p.EffectiveAtMs)));
    });

    [Theory]
    [InlineData("2026-07-10T09:00:00.000", 10)]
    [InlineData("2026-07-10T08:59:59.999", 0)]
    [InlineData("2026-07-20T17:59:59.999", 10)]
    [InlineData("2026-07-20T18:00:00.000", 0)]
    public void Usage_at_the_first_instant_is_overage_and_at_the_end_it_is_not(string at, int overage)
    {
        var run = SeatScenario.ASeat().WithOverage("2026-07-10T09:00:00", until: "2026-07-20T18:00:00")
            .Drawing(100.Dollars(), "2026-07-02").Drawing(10.Dollars(), at).Replay("2026-07-25");

        Assert.Equal(overage.Dollars(), run.Cycle.Flows.Overage);
        Assert.Equal((10 - overage).Dollars(), run.Cycle.Flows.Uncovered);
    }

    [Fact]
    public void A_cap_counts_what_earlier_decisions_of_the_cycle_posted_and_starts_anew_with_the_next()
    {
        var run = SeatScenario.ASeat().WithOverage("2026-07-05", 30.Dollars())
            .Drawing(125.Dollars(), "2026-07-06").WithoutOverage("2026-07-07").Drawing(5.Dollars(), "2026-07-08")
            .WithOverage("2026-07-09", 40.Dollars()).Drawing(50.Dollars(), "2026-07-10").Drawing(150.Dollars(), "2026-08-02").Replay("2026-08-20");

        Assert.Equal(40.Dollars(), run.CycleFrom("2026-07-01").Flows.Overage);
        Assert.Equal(40.Dollars(), run.CycleFrom("2026-07-01").Flows.Uncovered);
        Assert.Equal(40.Dollars(), run.CycleFrom("2026-08-01").Flows.Overage);
        Assert.Equal(10.Dollars(), run.CycleFrom("2026-08-01").Flows.Uncovered);
    }

    private static OverageDecision Decision(Random random, int sequence, long at, Func<long> instant)
    {
        var on = random.Next(4) > 0;
        var until = random.Next(2) == 0 ? instant() : (long?)null;
        return new OverageDecision
        {
            Sequence = sequence,
            SeatId = 1,
            On = on,
            Cap = on && random.Next(3) > 0 ? new Nanodollars(random.NextInt64(90_000_000_000) >> random.Next(20)) : null,
            FromMs = at,
            UntilMs = until > at ? until : null,
            DecidedAtMs = at,
            By = "owner",
            Reason = "a test",
        };
    }
}
