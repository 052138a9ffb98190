using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dashboard.Storage;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Tests;
using Dashboard.Web.Deliveries;
using Dashboard.Web.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Tests.Deliveries;

/// <summary>What was decided to be told arrives, once, whatever happens to servers and nodes.</summary>
public sealed class DeliverOutboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_mail_server_that_is_down_for_an_hour_loses_nothing_and_doubles_nothing(DatabaseProvider provider)
    {
        await using var room = await PostRoom.OpenAsync(provider);
        var mails = await room.MailsAsync(40);
        var node = room.Node("one");
        room.Server.Stop();

        for (var minute = 0; minute < 60; minute++)
        {
            var down = await node.RunAsync(Token);
            Assert.Equal((0, 0), (down.MailsSent, down.GivenUp));
            room.Pass(TimeSpan.FromMinutes(1));
        }

        room.Server.Restart();
        for (var minute = 0; minute < 61; minute++)
        {
            await node.RunAsync(Token);
            room.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.All(await room.AllAsync(), d => Assert.Equal(DeliveryState.Sent, d.State));
        Assert.Equal(mails.Select(m => $"<{m.MessageId}>").Order(), room.Server.MessageIds.Order());
    }

    [Fact]
    public async Task Whatever_the_server_does_every_mail_arrives_and_by_its_message_id_once()
    {
        await using var room = await PostRoom.OpenAsync();
        var mails = await room.MailsAsync(24);
        var node = room.Node("one", TimeSpan.FromSeconds(1));
        string?[] moods = ["greeting 421 4.3.2 full", "ehlo 421 4.3.2 full", "mail 451 4.7.1 later", "rcpt 450 4.2.1 busy", "data 452 4.3.1 disk full", "end 451 4.3.0 scanner is away", "drop", "slow 30", "keep-and-drop", null];

        foreach (var mood in moods)
        {
            room.Server.Wish(mood);
            await node.RunAsync(Token);
            room.Pass(TimeSpan.FromHours(1));
        }

        await node.RunAsync(Token);
        Assert.All(await room.AllAsync(), d => Assert.Equal(DeliveryState.Sent, d.State));
        Assert.Equal(mails.Select(m => $"<{m.MessageId}>").Order(), room.Server.MessageIds.Distinct().Order());
    }

    [Fact]
    public async Task What_the_server_refuses_for_good_is_given_up_at_once_and_may_be_sent_again_by_hand()
    {
        await using var room = await PostRoom.OpenAsync();
        var mail = Assert.Single(await room.MailsAsync(1));
        var node = room.Node("one");
        room.Server.Wish("rcpt 550 5.1.1 nobody of that name");

        var refused = await node.RunAsync(Token);
        room.Pass(TimeSpan.FromDays(1));
        var after = await node.RunAsync(Token);
        var given = await room.Database.Outbox.FindAsync(mail.Id, Token);
        room.Server.Wish();
        Assert.True(await room.Database.Outbox.RetryAsync(mail.Id, room.NowMs, Token));
        await node.RunAsync(Token);

        Assert.Equal((1, DeliveryTally.None), (refused.GivenUp, after));
        Assert.Equal((DeliveryState.GivenUp, "The server refused the recipient's address: 550 5.1.1 nobody of that name"), (given!.State, given.Answer));
        Assert.Equal([$"<{mail.MessageId}>"], room.Server.MessageIds);
        Assert.Equal([false, true], (await room.Database.Outbox.AttemptsAsync(mail.Id, Token)).Select(a => a.Delivered));
        Assert.False(await room.Database.Outbox.RetryAsync(mail.Id, room.NowMs, Token));
    }

    [Fact]
    public async Task What_nobody_takes_for_two_days_is_given_up()
    {
        await using var room = await PostRoom.OpenAsync();
        var mail = Assert.Single(await room.MailsAsync(1));
        var node = room.Node("one");
        room.Server.Wish("rcpt 450 4.2.1 busy");
        var delays = new List<double>();

        while ((await room.Database.Outbox.FindAsync(mail.Id, Token))! is { State: not DeliveryState.GivenUp })
        {
            await node.RunAsync(Token);
            var wait = (await room.Database.Outbox.FindAsync(mail.Id, Token))!.DueAtMs - room.NowMs;
            delays.Add(TimeSpan.FromMilliseconds(wait).TotalMinutes);
            room.Pass(TimeSpan.FromMilliseconds(wait));
        }

        Assert.Equal([1, 2, 5, 15, 30, 60, 60], delays.Take(7));
        Assert.InRange(room.NowMs - mail.CreatedAtMs, Outbox.GiveUpAfterMs, Outbox.GiveUpAfterMs + (2 * 3_600_000));
    }

    [Theory, BothDatabases]
    public async Task What_a_dead_node_had_taken_is_sent_by_another_with_the_same_message_id(DatabaseProvider provider)
    {
        await using var room = await PostRoom.OpenAsync(provider);
        var mail = Assert.Single(await room.MailsAsync(1));
        await room.Database.Outbox.TakeAsync("dead", room.NowMs, 10, cancellationToken: Token);
        var node = room.Node("alive");

        var early = await node.RunAsync(Token);
        room.Pass(TimeSpan.FromMilliseconds(Outbox.LeaseMs));
        var later = await node.RunAsync(Token);

        Assert.Equal((DeliveryTally.None, 1), (early, later.MailsSent));
        Assert.Equal([$"<{mail.MessageId}>"], room.Server.MessageIds);
        Assert.Equal(2, (await room.Database.Outbox.FindAsync(mail.Id, Token))!.Attempts);
    }

    [Theory, BothDatabases]
    public async Task Two_nodes_at_a_time_share_the_work_and_double_nothing(DatabaseProvider provider)
    {
        await using var room = await PostRoom.OpenAsync(provider);
        var mails = await room.MailsAsync(60);

        var tallies = await Task.WhenAll(room.Node("one").RunAsync(Token), room.Node("two").RunAsync(Token), room.Node("three").RunAsync(Token));

        Assert.Equal(60, tallies.Sum(t => t.MailsSent));
        Assert.Equal(mails.Select(m => $"<{m.MessageId}>").Order(), room.Server.MessageIds.Order());
    }

    [Fact]
    public async Task A_server_that_fails_is_asked_by_a_few_mails_a_run_and_not_by_all_that_wait()
    {
        await using var room = await PostRoom.OpenAsync();
        await room.MailsAsync(100);
        room.Server.Stop();

        var run = await room.Node("one").RunAsync(Token);

        Assert.InRange(run.Later, 1, 8);
        Assert.Equal(100 - run.Later, (await room.AllAsync()).Count(d => d.Attempts == 0));
    }

    [Fact]
    public async Task A_slow_mail_server_does_not_keep_webhooks_waiting()
    {
        await using var room = await PostRoom.OpenAsync();
        await using var stub = await WebhookStub.StartAsync();
        var called = new TaskCompletionSource();
        stub.Answer = context =>
        {
            called.SetResult();
            return context.Response.WriteAsync("ok");
        };
        await room.TargetAsync($"http://127.0.0.1:{stub.Port}/");
        await room.MailsAsync(8);
        await room.WebhookAsync("ops");
        room.Server.Wish("slow 600");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var run = room.Node("one", TimeSpan.FromMinutes(5)).RunAsync(stop.Token);
        await called.Task.WaitAsync(Token);

        Assert.False(run.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task What_a_server_that_stops_had_begun_is_tried_again_soon()
    {
        await using var room = await PostRoom.OpenAsync();
        var mail = Assert.Single(await room.MailsAsync(1));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.Node("one", render: async (_, _, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null;
        }).RunAsync(stop.Token));
        room.Pass(TimeSpan.FromMinutes(1));
        var next = await room.Node("two").RunAsync(Token);

        Assert.Equal(1, next.MailsSent);
        Assert.Equal("The attempt was broken off because this server stopped.", (await room.Database.Outbox.AttemptsAsync(mail.Id, Token))[0].Answer);
    }

    [Fact]
    public async Task While_there_is_no_mail_server_mails_wait_untouched()
    {
        await using var room = await PostRoom.OpenAsync();
        await room.MailsAsync(3);

        var run = await room.Node("one", hasServer: false).RunAsync(Token);

        Assert.Equal(DeliveryTally.None, run);
        Assert.All(await room.AllAsync(), d => Assert.Equal((DeliveryState.Waiting, 0), (d.State, d.Attempts)));
        Assert.Equal(3, (await room.Database.Outbox.StandingAsync(DeliveryChannel.Mail, Token)).Waiting);
    }

    [Fact]
    public async Task A_letter_that_cannot_be_written_does_not_keep_the_others_from_leaving()
    {
        await using var room = await PostRoom.OpenAsync();
        await room.MailsAsync(10);
        using var log = new HeardLog();

        var run = await room.Node("one", log: log, render: (delivery, server, token) => delivery.Recipient == "person3@alderway.example" ? throw new FormatException("person3@alderway.example") : PostRoom.RenderAsync(delivery, server, token)).RunAsync(Token);

        Assert.Equal((9, 1), (run.MailsSent, run.Later));
        Assert.Equal("It could not be written (FormatException). The log of the server says more.", (await room.AllAsync()).Single(d => d.State != DeliveryState.Sent).Answer);
        Assert.Contains("could not be written and is tried again: FormatException", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("@alderway.example", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_is_tried_again_with_the_same_number_and_the_receiver_s_answers_are_kept()
    {
        await using var room = await PostRoom.OpenAsync();
        await using var stub = await WebhookStub.StartAsync();
        await room.TargetAsync($"http://127.0.0.1:{stub.Port}/hook");
        await room.WebhookAsync("ops");
        var isWell = false;
        stub.Answer = context =>
        {
            context.Response.StatusCode = isWell ? 204 : 503;
            return Task.CompletedTask;
        };
        var node = room.Node("one", hasServer: false);

        var failed = await node.RunAsync(Token);
        isWell = true;
        room.Pass(TimeSpan.FromMinutes(1));
        var sent = await node.RunAsync(Token);
        var delivery = Assert.Single(await room.AllAsync());
        Assert.True(await room.Database.Outbox.RetryAsync(delivery.Id, room.NowMs, Token));
        await node.RunAsync(Token);

        Assert.Equal((1, 1), (failed.Later, sent.WebhooksSent));
        Assert.Equal(3, stub.Calls.Count);
        Assert.Equal(delivery.MessageId.Split('@')[0], Assert.Single(stub.Calls.Select(c => c.Headers["Drawdown-Delivery"]).Distinct()));
        Assert.Single(stub.Calls.Select(c => Convert.ToHexString(c.Body)).Distinct());
        Assert.Equal(
            ["The receiver did not take it: 503 Service Unavailable", "The receiver took it: 204 No Content", "The receiver took it: 204 No Content"],
            (await room.Database.Outbox.AttemptsAsync(delivery.Id, Token)).Select(a => a.Answer));
    }

    [Fact]
    public async Task A_webhook_that_is_off_waits_and_one_that_is_gone_is_given_up()
    {
        await using var room = await PostRoom.OpenAsync();
        await room.TargetAsync("http://127.0.0.1:1/", "off", isOn: false);
        await room.WebhookAsync("off", "a");
        await room.WebhookAsync("gone", "b");

        var run = await room.Node("one", hasServer: false).RunAsync(Token);

        Assert.Equal((1, 1), (run.Later, run.GivenUp));
        Assert.Equal(["There is no webhook of this name.", "The webhook is turned off."], (await room.AllAsync()).Select(d => d.Answer));
    }

    [Fact]
    public async Task Attempts_are_counted_by_channel_and_outcome()
    {
        await using var room = await PostRoom.OpenAsync();
        await room.MailsAsync(2);
        await room.WebhookAsync("gone");
        var counted = new ConcurrentBag<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => l.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (instrument.Name == "drawdown_delivery_attempts_total")
            {
                counted.Add($"{tags[0].Value} {tags[1].Value}");
            }
        });
        listener.Start();

        await room.Node("one").RunAsync(Token);

        Assert.Contains("mail sent", counted);
        Assert.Contains("webhook given-up", counted);
    }
}
