using System.Text.Json;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Programmes;
using Dashboard.TestKit;
using Dashboard.TestKit.Ledger;
using Xunit;

namespace Dashboard.Credits.Tests.Ledger;

public sealed class SerialisationTests
{
    [Fact]
    public void Decisions_programmes_and_snapshots_are_plain_data() => Properties.ForSeeds(50, random =>
    {
        var ledger = new RandomLedger(random);
        var setup = ledger.Pool();
        foreach (var programme in ShippedProgrammes.All)
        {
            AssertSame(programme);
        }

        foreach (var day in AccountReplay.Run(setup, ledger.Events(setup), "2027-02-01".Ms()).Days)
        {
            Assert.Equal(day.State, AssertSame(day.State));
        }

        Assert.All(setup.Manual, m => Assert.Equal(m, AssertSame(m)));
        Assert.All(setup.Seats.SelectMany(s => s.Overage.Decisions), d => Assert.Equal(d, AssertSame(d)));
        Assert.All(setup.Seats.SelectMany(s => s.Plan.Changes), d => Assert.Equal(d, AssertSame(d)));
        Assert.All(setup.Rules.PoolClaims, c => Assert.Equal(c, AssertSame(c)));
        AssertSame(setup.Rules.Choice.First);
        AssertSame(new CloseDecision { Sequence = 1, AccountId = 2, Cycle = new(2026, 11, 1), Action = CloseAction.Close, AtMs = 5, By = "finance", Accepted = new(1.Dollars(), default, default, 3) });
    });

    private static T AssertSame<T>(T value)
    {
        var text = JsonSerializer.Serialize(value);
        var read = JsonSerializer.Deserialize<T>(text)!;
        Assert.Equal(text, JsonSerializer.Serialize(read));
        return read;
    }
}
