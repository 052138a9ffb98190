using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

public sealed class OutboxTests
{
    [Theory, BothDatabases]
    public async Task The_same_key_is_one_delivery_and_one_message_id(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var outbox = test.Database.Outbox;

        var first = await outbox.AddAsync([Mail("k1"), Mail("k2"), Mail("k1")], Noon);
        var second = await outbox.AddAsync([Mail("k2"), Mail("k3")], Noon + 1);

        Assert.Equal((2, 1), (first, second));
        Assert.Equal(3, (await outbox.ReadAsync(new DeliveryQuery())).Select(d => d.MessageId).Distinct().Count());
    }

    [Theory, BothDatabases]
    public async Task A_lease_is_one_nodes_own_until_it_runs_out(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var outbox = test.Database.Outbox;
        await outbox.AddAsync([Mail("k")], Noon);

        var mine = Assert.Single(await outbox.TakeAsync("one", Noon, 10));
        var others = await outbox.TakeAsync("two", Noon + Outbox.LeaseMs - 1, 10);
        var taken = Assert.Single(await outbox.TakeAsync("two", Noon + Outbox.LeaseMs, 10));
        await outbox.SentAsync(taken.Id, "two", "250 ok", Noon + Outbox.LeaseMs);
        var late = await outbox.FailedAsync(mine.Id, "one", "timeout", isFinal: false, Noon + Outbox.LeaseMs + 1);

        Assert.Empty(others);
        Assert.Equal((mine.MessageId, 2), (taken.MessageId, taken.Attempts));
        Assert.Equal(DeliveryState.Sent, late);
        Assert.Equal(DeliveryState.Sent, (await outbox.FindAsync(mine.Id))!.State);
    }

    [Theory, BothDatabases]
    public async Task What_fails_is_tried_again_later_and_given_up_after_two_days(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var outbox = test.Database.Outbox;
        await outbox.AddAsync([Mail("k")], Noon);
        var now = Noon;
        var tries = 0;
        while (await outbox.TakeAsync("one", now, 10) is [var mail])
        {
            tries++;
            if (await outbox.FailedAsync(mail.Id, "one", "421 not now", isFinal: false, now) is DeliveryState.GivenUp)
            {
                break;
            }

            Assert.Empty(await outbox.TakeAsync("one", now, 10));
            now = (await outbox.FindAsync(mail.Id))!.DueAtMs;
        }

        var gone = Assert.Single(await outbox.ReadAsync(new DeliveryQuery(State: DeliveryState.GivenUp)));
        Assert.True(gone.EndedAtMs >= Noon + Outbox.GiveUpAfterMs);
        Assert.Equal(tries, (await outbox.AttemptsAsync(gone.Id)).Count);
        Assert.True(await outbox.RetryAsync(gone.Id, now));
        Assert.Equal(gone.MessageId, Assert.Single(await outbox.TakeAsync("one", now, 10)).MessageId);
    }

    private static NewDelivery Mail(string key) => new(
        key, DeliveryChannel.Mail, "ada@example.org",
        new DeadManLetter { Organisation = "Example", AtMs = Noon, Zone = "UTC", IsIngest = true, IsOver = false, LastSuccessMs = Noon - Day, WindowMinutes = 60 });
}
