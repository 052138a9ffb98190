using System.Globalization;
using System.Text;
using Dashboard.Storage;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Tests;

namespace Dashboard.Web.Tests.Deliveries;

/// <summary>A node that is killed at any instant between usage and mail loses nothing and doubles nothing.</summary>
public sealed class DeliveryKillTests
{
    private const string Prefix = "child: ";
    private const int MostLines = 14;

    /// <summary>How often; <c>DRAWDOWN_KILLS=200</c> for a long evening.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("DRAWDOWN_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 4;

    [Theory, BothDatabases]
    public async Task A_node_killed_at_random_instants_tells_every_decision_and_by_message_id_once(DatabaseProvider provider)
    {
        var (kills, random) = (Kills, new Random(20_261_120));
        var seats = Math.Max(8, kills);
        await using var room = await PostRoom.OpenAsync(provider);
        await SpendingSteps.PrepareAsync(room.Database, seats);

        var step = 0;
        for (var kill = 0; kill < kills && step < SpendingSteps.Count(seats); kill++)
        {
            step = await KillAfterAsync(room, seats, step, random.Next(1, MostLines), random.Next(0, 40));
            room.Pass(TimeSpan.FromMilliseconds(Outbox.LeaseMs + 1));
        }

        var node = room.Node("last");
        for (; step < SpendingSteps.Count(seats); step++)
        {
            await SpendingSteps.RunAsync(room.Database, node, seats, step, room.NowMs, _ => { });
        }

        await using var calm = await PostRoom.OpenAsync(provider);
        await SpendingSteps.PrepareAsync(calm.Database, seats);
        var other = calm.Node("calm");
        for (var each = 0; each < SpendingSteps.Count(seats); each++)
        {
            await SpendingSteps.RunAsync(calm.Database, other, seats, each, calm.NowMs, _ => { });
        }

        Assert.Equal(await SpendingSteps.ToldAsync(calm.Database), await SpendingSteps.ToldAsync(room.Database));
        var counts = await room.Database.Outbox.CountsAsync(TestContext.Current.CancellationToken);
        Assert.Equal([DeliveryState.Sent], counts.Keys);
        Assert.Equal(counts[DeliveryState.Sent], room.Server.MessageIds.Distinct().Count());
        Assert.Equal(calm.Server.MessageIds.Count, room.Server.MessageIds.Distinct().Count());
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {counts[DeliveryState.Sent]} mails, {room.Server.MessageIds.Count - room.Server.MessageIds.Distinct().Count()} arrived twice with one Message-ID");
    }

    /// <summary>Kills a child after so many things it did, and tells which step is next.</summary>
    private static async Task<int> KillAfterAsync(PostRoom room, int seats, int step, int lines, int milliseconds)
    {
        using var child = ChildNode.Start(room.Options, room.Server.Port, seats, step, room.NowMs);
        var (seen, told) = (0, new StringBuilder());
        while (seen < lines && await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            told.AppendLine(line);
            if (line.StartsWith(Prefix, StringComparison.Ordinal))
            {
                seen++;
                step = line.StartsWith(Prefix + ChildNode.Done, StringComparison.Ordinal) ? int.Parse(line[(Prefix + ChildNode.Done).Length..], CultureInfo.InvariantCulture) + 1 : step;
            }
        }

        // A little later than what it told of, so that every instant comes up, also that between a server's answer and our note of it.
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TestContext.Current.CancellationToken);
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(seen == lines || step == SpendingSteps.Count(seats), "The child ended by itself:\n" + told);
        return step;
    }
}
