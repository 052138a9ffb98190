using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Tests;
using Dashboard.Storage.Writes;
using Dashboard.Web.Deliveries;
using Dashboard.Web.Mail;
using Dashboard.Web.Tests.Mail;
using Dashboard.Web.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests.Deliveries;

/// <summary>A database with its outbox, a mail server, and nodes that deliver by a clock that the test moves.</summary>
internal sealed class PostRoom : IAsyncDisposable
{
    private readonly TestDatabase _place;
    private readonly EphemeralDataProtectionProvider _keys = new();

    private PostRoom(TestDatabase place)
    {
        _place = place;
        Targets = new WebhookTargets(new StoredWebhookTargets(place.Database), _keys);
    }

    public Database Database => _place.Database;

    public MailServerProcess Server { get; } = MailServerProcess.Start();

    public DatabaseOptions Options => _place.Options;

    public WebhookTargets Targets { get; }

    public long NowMs => _place.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<PostRoom> OpenAsync(DatabaseProvider provider = DatabaseProvider.Sqlite) => new(await TestDatabase.CreateAsync(provider));

    public void Pass(TimeSpan time) => _place.Time.Advance(time);

    /// <summary>A node with its own name. It gives a server little time.</summary>
    public DeliverOutbox Node(string name, TimeSpan? timeout = null, RenderMail? render = null, bool hasServer = true, ILoggerProvider? log = null) =>
        Node(Database, _place.Time, name, hasServer ? MailServerProcess.At(Server.Port) with { Timeout = timeout ?? TimeSpan.FromSeconds(10) } : null, render ?? RenderAsync, Targets, _keys, log);

    /// <summary>A node of another process: it has no webhooks.</summary>
    public static DeliverOutbox Node(Database database, TimeProvider time, string name, int port, RenderMail render)
    {
        var keys = new EphemeralDataProtectionProvider();
        return Node(database, time, name, MailServerProcess.At(port) with { Timeout = TimeSpan.FromSeconds(10) }, render, new WebhookTargets(new StoredWebhookTargets(database), keys), keys);
    }

    private static DeliverOutbox Node(Database database, TimeProvider time, string name, MailServer? server, RenderMail render, WebhookTargets targets, EphemeralDataProtectionProvider keys, ILoggerProvider? log = null) => new(
        database, new DeliveryNode(name), new MailServerSettings(new MailConfiguration(server, false, TimeSpan.FromSeconds(10)), new StoredMailServer(database), keys), new SmtpSender(), render, targets, new WebhookSender(), time, log is null ? NullLogger<DeliverOutbox>.Instance : new LoggerFactory([log]).CreateLogger<DeliverOutbox>());

    public async Task<IReadOnlyList<Delivery>> MailsAsync(int count, string prefix = "mail")
    {
        await Database.Outbox.AddAsync([.. Enumerable.Range(0, count).Select(i => new NewDelivery($"{prefix}-{i}", DeliveryChannel.Mail, $"person{i}@alderway.example", ALetter))], NowMs);
        return await AllAsync();
    }

    public async Task WebhookAsync(string target, string key = "hook") =>
        await Database.Outbox.AddAsync([new NewDelivery(key, DeliveryChannel.Webhook, target, ALetter)], NowMs);

    public async Task<string> TargetAsync(string address, string name = "ops", bool isOn = true)
    {
        var (secret, problem) = await Targets.AddAsync(new WebhookDraft { Name = name, Address = address, AllowsPrivate = true, IsOn = isOn }, new Actor("owner@alderway.example"), NowMs);
        Assert.Null(problem);
        return secret!;
    }

    public Task<IReadOnlyList<Delivery>> AllAsync() => Database.Outbox.ReadAsync(new DeliveryQuery(Limit: 500));

    public async ValueTask DisposeAsync()
    {
        Server.Dispose();
        await _place.DisposeAsync();
    }

    public static Task<OutgoingMail?> RenderAsync(Delivery delivery, MailServer server, CancellationToken cancellationToken) => Task.FromResult<OutgoingMail?>(new OutgoingMail
    {
        From = server.From,
        To = new MailParty(delivery.Recipient),
        Subject = "No usage arrives",
        Text = "No usage arrives.",
        Html = "<p>No usage arrives.</p>",
        MessageId = delivery.MessageId,
    });

    private static DeadManLetter ALetter => new() { Organisation = "Alderway Robotics", AtMs = Pages.NowMs, Zone = "UTC", IsIngest = true, IsOver = false, LastSuccessMs = Pages.NowMs - 7_200_000, WindowMinutes = 60 };
}
