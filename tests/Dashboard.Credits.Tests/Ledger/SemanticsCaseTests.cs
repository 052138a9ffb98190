using System.Text.Json;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.TestKit;
using Dashboard.TestKit.Ledger;
using Xunit;
using static Dashboard.TestKit.Ledger.SeatScenario;

namespace Dashboard.Credits.Tests.Ledger;

/// <summary>
/// Cases restated from the published tests of other systems (<c>Fixtures/credit-semantics.json</c>), with the answers that
/// this project's law gives. Each case of the file is in one of the two lists.
/// </summary>
public sealed class SemanticsCaseTests
{
    private static readonly JsonElement[] Cases = Load();

    private static readonly Dictionary<string, string> DoNotApply = new()
    {
        ["om-11"] = "Grants have no priority: an account has one balance a cycle.",
        ["om-13"] = "An account does not hold many grants with expiries of their own; all of a cycle's grants expire at its end.",
        ["om-17"] = "History segments come from overlapping, recurring grants; a cycle has one balance and its postings are its history.",
        ["lago-30"] = "There are no several wallets and no invoice drawn from them in an order.",
        ["litellm-03"] = "A cycle starts at the first instant of its day; there is no time of day to be before.",
        ["litellm-05"] = "There are no weekly resets.",
        ["litellm-11"] = "There is no time of day to set.",
        ["ccusage-04"] = "Whether a line is an event is decided by the transcript reader, which leaves <synthetic> out.",
        ["ccusage-06"] = "It sums costs that transcript lines state; these are not authoritative here, the events are rated.",
        ["ccusage-10"] = "How a line with nulls is read is the transcript reader's; the engine sees events only.",
    };

    private static readonly Dictionary<string, Action<JsonElement>> Fit = new()
    {
        ["om-01"] = c =>
        {
            var seat = Budget("2024-01-01").WithOverage("2023-01-01").Drawing(Usage(c, 0), UsageAt(c, 0));
            Assert.Equal(seat.Replay(Input(c, "until")).Result.End, seat.Replay(Input(c, "until")).Result.End);
            Assert.Equal((100.Dollars(), 20.Dollars()), (seat.Replay(Input(c, "until")).Cycle.Flows.Consumed, seat.Replay(Input(c, "until")).Cycle.Flows.Overage));
        },
        ["om-03"] = c => AssertBalance(c, Budget("2024-01-01").Drawing(Usage(c, 0), UsageAt(c, 0)).Replay(Input(c, "until"))),
        ["om-05"] = c => AssertBalance(
            c, Budget("2023-12-01", claimedAt: "2024-01-11").WithOverage("2023-01-01").Drawing(Usage(c, 0), UsageAt(c, 0)).Replay(Input(c, "until"))),
        ["om-07"] = c => AssertBalance(
            c, Budget("2023-01-01", notEligibleFrom: "2023-01-02").WithOverage("2023-01-01").Drawing(Usage(c, 0), UsageAt(c, 0)).Replay(Input(c, "until"))),
        ["om-09"] = c =>
        {
            // Differs: overage is billed apart and never carried into the grant.
            var run = Budget("2023-12-15", claimedAt: "2024-01-01").Anchored(15).WithOverage("2023-01-01")
                .Drawing(Usage(c, 0), UsageAt(c, 0)).Drawing(Usage(c, 1), UsageAt(c, 1)).Replay(Input(c, "until"));
            Assert.Equal((75.Dollars(), 25.Dollars()), (run.Cycle.Flows.Available, run.Cycle.Flows.Overage));
        },
        ["om-15"] = _ =>
        {
            // One balance a cycle: usage exactly at the boundary is the first of the new cycle, a second earlier the last of the old.
            var run = Budget("2023-12-31").Drawing(20.Dollars(), "2023-12-31T01:00:00").Drawing(20.Dollars(), "2023-12-31T23:59:59").Drawing(20.Dollars(), "2024-01-01").Replay("2024-01-10");
            Assert.Equal((40.Dollars(), 60.Dollars()), (run.Result.Cycles[0].Flows.Consumed, run.Result.Cycles[0].Flows.Expired));
            Assert.Equal(80.Dollars(), run.Cycle.Flows.Available);
        },
        ["om-20"] = c =>
        {
            // Differs: no rollover and no hour; the reset is the anchor's, and yields the new cycle's full grant and nothing else.
            var run = Budget("2024-01-01").MovingAnchorTo(2, "2024-01-02T05:00:00").Drawing(Usage(c, 0), UsageAt(c, 0)).Replay("2024-01-02");
            Assert.Equal((100.Dollars(), Nanodollars.Zero, "2024-01-02".Ms()), (run.Cycle.Flows.Available, run.Cycle.CoveredUsage, run.Cycle.Cycle.StartMs));
        },
        ["om-22"] = c =>
        {
            var run = Budget("2024-01-01").Anchored(2).Drawing(Usage(c, 0), UsageAt(c, 0)).Replay(Input(c, "until"));
            Assert.Equal((Nanodollars.Zero, Expected(c, "since")), (run.Cycle.CoveredUsage, run.Cycle.Cycle.StartMs.Utc() + "Z"));
        },
        ["om-24"] = c =>
        {
            // A change at the account's very start is its first anchor: no cycle without length comes of it.
            var run = Budget("2024-01-01").MovingAnchorTo(20, Input(c, "reset")).Replay("2024-01-05");
            Assert.Equal(("2024-01-01".Day(), "2024-01-20".Day()), (Assert.Single(run.Result.Cycles).Cycle.StartDay, run.Cycle.Cycle.EndDay));
        },
        ["om-40"] = c => AssertPeriod(c, 31),
        ["om-42"] = c => AssertPeriod(c, 30),
        ["om-44"] = _ =>
        {
            var cycle = Calendar(15).At("2024-03-15".Ms());
            Assert.Equal(("2024-03-15".Ms(), "2024-04-15".Ms()), (cycle.StartMs, cycle.EndMs));
        },
        ["om-46"] = _ =>
        {
            var first = new CycleCalendar(new(20), new("UTC"), "2024-03-05".Day()).At("2024-03-05".Ms());
            Assert.Equal(("2024-03-05".Day(), "2024-03-20".Day()), (first.StartDay, first.EndDay));
        },
        ["lago-01"] = c =>
        {
            var period = Before(2, Input(c, "at"));
            Assert.Equal("2022-02-02T00:00:00", period.StartMs.Utc());
            Assert.Equal("2022-03-01T23:59:59", (period.EndMs - 1).Utc());
        },
        ["lago-03"] = c => Assert.Equal(Expected(c, "from"), Calendar(31).At(Input(c, "at").Ms()).StartMs.Utc() + "Z"),
        ["lago-05"] = c => Assert.Equal(Expected(c, "from"), Before(30, Input(c, "at")).StartMs.Utc() + "Z"),
        ["lago-07"] = c => Assert.Equal(Expected(c, "to"), (Before(30, Input(c, "at")).EndMs - 1).Utc() + "Z"),
        ["lago-09"] = c => Assert.Equal(Expected(c, "from"), Before(27, Input(c, "terminated")).StartMs.Utc() + "Z"),
        ["lago-11"] = c => Assert.Equal(Expected(c, "to"), (Before(2, Input(c, "at")).EndMs - 1).Utc() + "Z"),
        ["lago-13"] = _ =>
        {
            var run = Budget("2024-03-05").Replay("2024-03-04");
            Assert.Null(run.Result.End);
            Assert.Empty(run.Result.Cycles);
        },
        ["lago-15"] = c =>
        {
            // Differs: a plan change starts no cycle; under its policy the difference is granted at its very instant.
            var run = ASeat().Under(Programme(PlanChangePolicy.ImmediateDifference)).OnPlan(Plans.Max5x).ActiveFrom("2024-02-01")
                .ChangingPlanTo(Plans.Max20x, Input(c, "upgraded")).InBooksFrom("2024-02-01").Replay("2024-02-28");
            Assert.Equal(Expected(c, "from"), run.Of(PostingKind.Grant)[^1].EffectiveAtMs.Utc() + "Z");
            Assert.Equal("2024-02-01".Day(), Assert.Single(run.Result.Cycles).Cycle.StartDay);
        },
        ["lago-17"] = c =>
        {
            var month = CalendarMonth.At(Input(c, "at").Ms(), ZoneDays.Find(Input(c, "tz")));
            Assert.Equal(Expected(c, "next_end"), (month.EndMs - 1).Utc() + "Z");
        },
        ["lago-32"] = _ =>
        {
            // What is left expires by the clock, without any usage; the running cycle's credit is kept.
            var run = Budget("2024-01-01").Replay("2024-02-10");
            Assert.Equal((100.Dollars(), 100.Dollars()), (run.Result.Cycles[0].Flows.Expired, run.Cycle.Flows.Available));
        },
        ["litellm-01"] = c =>
        {
            // Contrast: the calendar month is the second clock; a seat's credit follows its own day.
            var now = Input(c, "now").Ms();
            Assert.Equal(Expected(c, "reset"), CalendarMonth.At(now, TimeZoneInfo.Utc).EndMs.Utc() + "Z");
            Assert.Equal("2023-06-12".Day(), Calendar(12).At(now).EndDay);
        },
        ["litellm-07"] = c => AssertNextDay(c, Input(c, "tz")),
        ["litellm-09"] = c => AssertNextDay(c, "America/New_York"),
        ["ccusage-02"] = c =>
        {
            var lines = c.GetProperty("input").GetProperty("lines").EnumerateArray().Select(l => Observation(
                l.GetProperty("id").GetString()!, l.GetProperty("output").GetInt64(), l.GetProperty("cache_read").GetInt64(), isCopy: false));
            Assert.Equal(c.GetProperty("expected").GetProperty("output").GetInt64(), Assert.Single(Merge(lines)).Effective().Tokens.Output);
        },
        ["ccusage-08"] = c =>
        {
            var lines = c.GetProperty("input").GetProperty("order").EnumerateArray().Select(o => o.GetString()!.Split(' '))
                .Select(o => Observation("msg_1", 10, long.Parse(o[1]), isCopy: o[0] == "sidechain")).ToArray();
            var expected = c.GetProperty("expected").GetProperty("cache_read").GetInt64();
            Assert.Equal(expected, Assert.Single(Merge(lines)).Effective().Tokens.CacheRead);
            Assert.Equal(expected, Assert.Single(Merge(lines.Reverse())).Effective().Tokens.CacheRead);
        },
    };

    public static TheoryData<string> FittingIds => [.. Fit.Keys];

    [Theory]
    [MemberData(nameof(FittingIds))]
    public void A_case_that_fits_has_the_answer_of_the_law(string id) => Fit[id](Cases.Single(c => c.GetProperty("id").GetString() == id));

    [Fact]
    public void Every_case_is_either_a_test_or_listed_with_the_reason_why_not()
    {
        var ids = Cases.Select(c => c.GetProperty("id").GetString()!).ToArray();

        Assert.Equal(ids.Order(StringComparer.Ordinal), Fit.Keys.Concat(DoNotApply.Keys).Order(StringComparer.Ordinal));
        Assert.All(DoNotApply.Values, Assert.NotEmpty);
    }

    private static JsonElement[] Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "credit-semantics.json")));
        return [.. document.RootElement.Clone().GetProperty("cases").EnumerateArray()];
    }

    private static string Input(JsonElement @case, string name) => @case.GetProperty("input").GetProperty(name).GetString()!;

    private static string Expected(JsonElement @case, string name) => @case.GetProperty("expected").GetProperty(name).GetString()!;

    private static Nanodollars Usage(JsonElement @case, int index) => @case.GetProperty("input").GetProperty("usage")[index][0].GetInt32().Dollars();

    private static string UsageAt(JsonElement @case, int index) => @case.GetProperty("input").GetProperty("usage")[index][1].GetString()!;

    private static CycleCalendar Calendar(int anchor) => new(new(anchor), new("UTC"));

    private static BillingCycle Before(int anchor, string at) => Calendar(anchor).Previous(Calendar(anchor).At(at.Ms()));

    private static Programme Programme(PlanChangePolicy policy) => ShippedProgrammes.InternalBudget with
    {
        PlanChange = policy,
        Allowances =
        [
            new() { Key = Plans.Max5x.Id, Amount = 100.Dollars(), EffectiveFrom = new(2000, 1, 1), Source = "a test" },
            new() { Key = Plans.Max20x.Id, Amount = 200.Dollars(), EffectiveFrom = new(2000, 1, 1), Source = "a test" },
        ],
    };

    /// <summary>A seat with 100 a cycle from a day on, which is in the books.</summary>
    private static SeatScenario Budget(string from, string? claimedAt = null, string? notEligibleFrom = null)
    {
        var programme = Programme(PlanChangePolicy.NextCycle) with { ClaimNeeded = claimedAt is not null };
        if (notEligibleFrom is not null)
        {
            var end = programme.Allowances[0] with { Amount = null, EffectiveFrom = notEligibleFrom.Day() };
            programme = programme with { Allowances = [.. programme.Allowances, end] };
        }

        var seat = ASeat().Under(programme).ActiveFrom(from).InBooksFrom(from);
        return claimedAt is null ? seat : seat.ClaimedAt(claimedAt);
    }

    private static void AssertBalance(JsonElement @case, LedgerRun run)
    {
        var expected = @case.GetProperty("expected");
        Assert.Equal(
            (expected.GetProperty("balance").GetInt32().Dollars(), expected.GetProperty("overage").GetInt32().Dollars()),
            (run.Cycle.Flows.Available, run.Cycle.Flows.Overage));
        Assert.Empty(run.Broken());
    }

    /// <summary>Hours do not exist here: the days are compared.</summary>
    private static void AssertPeriod(JsonElement @case, int anchor)
    {
        var cycle = Calendar(anchor).At(Input(@case, "at").Ms());
        Assert.Equal((Expected(@case, "from")[..10].Day(), Expected(@case, "to")[..10].Day()), (cycle.StartDay, cycle.EndDay));
    }

    private static void AssertNextDay(JsonElement @case, string zoneId)
    {
        var zone = ZoneDays.Find(zoneId);
        var next = ZoneDays.DayOf(Input(@case, "now").Ms(), zone).AddDays(1);
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(ZoneDays.FirstInstantOf(next, zone)), zone);
        Assert.Equal(Expected(@case, "reset_local"), local.ToString("yyyy-MM-ddTHH:mm"));
    }

    private static UsageRecord Observation(string messageId, long output, long cacheRead, bool isCopy) => new()
    {
        Source = UsageSource.Transcript,
        MessageId = messageId,
        Model = "claude-opus-4-8",
        Tokens = new TokenCounts(100, output, 10, 0, cacheRead),
        IsCopy = isCopy,
    };

    private static IEnumerable<MergedUsage> Merge(IEnumerable<UsageRecord> records) => records
        .GroupBy(UsageIdentity.PrimaryOf)
        .Select(g => g.Skip(1).Aggregate(MergedUsage.Of(g.First()), (merged, r) => merged.With(r)));
}
