using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Web.Deliveries;
using Dashboard.Web.Security;
using Dashboard.Web.Webhooks;

namespace Dashboard.Web.Tests.Webhooks;

/// <summary>Webhooks reach whom they should, signed, and nobody else.</summary>
public sealed class WebhookSenderTests
{
    private static readonly OutgoingWebhook AWebhook = new("4f2a", "stages", "{\"text\":\"Größe\"}"u8.ToArray());

    private static WebhookTarget To(string address, bool allowsPrivate = true) =>
        new(1, "stub", new HiddenText(address), WebhookFormat.Generic, new HiddenText("whsec_abc"), IsOn: true, allowsPrivate);

    private static Task<DeliveryAnswer> SendAsync(string address, bool allowsPrivate = true, WebhookSender? sender = null) =>
        (sender ?? new WebhookSender()).SendAsync(AWebhook, To(address, allowsPrivate), Pages.Now, TestContext.Current.CancellationToken);

    private static WebhookSender Resolving(params string[] addresses) =>
        new((_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()), TimeSpan.FromSeconds(3));

    [Fact]
    public async Task A_call_carries_its_number_its_event_and_a_signature_over_time_and_body()
    {
        await using var stub = await WebhookStub.StartAsync();

        var answer = await SendAsync($"http://127.0.0.1:{stub.Port}/hooks?a=b");

        Assert.Equal(new DeliveryAnswer.Sent("The receiver took it:", "200 OK: ok"), answer);
        var call = Assert.Single(stub.Calls);
        Assert.Equal("/hooks", call.Path);
        Assert.Equal("{\"text\":\"Größe\"}", Encoding.UTF8.GetString(call.Body));
        Assert.Equal("application/json; charset=utf-8", call.Headers["Content-Type"]);
        Assert.Equal("4f2a", call.Headers["Drawdown-Delivery"]);
        Assert.Equal("stages", call.Headers["Drawdown-Event"]);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData("whsec_abc"u8, Encoding.UTF8.GetBytes("1795098000.{\"text\":\"Größe\"}")));
        Assert.Equal($"t=1795098000,v1={expected}", call.Headers["Drawdown-Signature"]);
    }

    [Theory]
    [InlineData(204, "", "The receiver took it: 204 No Content")]
    [InlineData(400, "no\r\nsuch <b>field</b>", "The receiver did not take it: 400 Bad Request: no such <b>field</b>")]
    [InlineData(404, "no_service", "The receiver did not take it: 404 Not Found: no_service")]
    [InlineData(410, "", "The receiver is gone for good: 410 Gone")]
    [InlineData(429, "slow down", "The receiver did not take it: 429 Too Many Requests: slow down")]
    [InlineData(500, "", "The receiver did not take it: 500 Internal Server Error")]
    public async Task What_the_receiver_answers_is_told(int status, string body, string told)
    {
        await using var stub = await WebhookStub.StartAsync();
        stub.Answer = async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
        };

        var answer = await SendAsync($"http://127.0.0.1:{stub.Port}/");

        Assert.Equal(told, answer.Told);
        Assert.Equal(status < 300, answer is DeliveryAnswer.Sent);
        Assert.Equal(status == 410, answer is DeliveryAnswer.Refused);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var inside = await WebhookStub.StartAsync();
        await using var stub = await WebhookStub.StartAsync();
        stub.Answer = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"http://127.0.0.1:{inside.Port}/secret";
            return Task.CompletedTask;
        };

        var answer = await SendAsync($"http://127.0.0.1:{stub.Port}/");

        Assert.Equal("The receiver answered with a redirect, which is not followed: 307 Temporary Redirect", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told);
        Assert.Empty(inside.Calls);
    }

    [Fact]
    public async Task Of_an_endless_answer_only_the_beginning_is_read()
    {
        await using var stub = await WebhookStub.StartAsync();
        stub.Answer = async context =>
        {
            var page = Encoding.ASCII.GetBytes(new string('a', 10_000));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(page, context.RequestAborted);
            }
        };

        var answer = await SendAsync($"http://127.0.0.1:{stub.Port}/");

        Assert.InRange(Assert.IsType<DeliveryAnswer.Sent>(answer).Told.Length, 300, 400);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_is_tried_later()
    {
        await using var stub = await WebhookStub.StartAsync();
        var isOver = new TaskCompletionSource();
        stub.Answer = _ => isOver.Task;

        var answer = await SendAsync($"http://127.0.0.1:{stub.Port}/", sender: new WebhookSender(Dns.GetHostAddressesAsync, TimeSpan.FromSeconds(1)));

        isOver.SetResult();
        Assert.Equal("There was no answer within 1 seconds.", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told);
    }

    [Fact]
    public async Task Who_is_not_there_is_tried_later()
    {
        int port;
        await using (var stub = await WebhookStub.StartAsync())
        {
            port = stub.Port;
        }

        Assert.Equal("127.0.0.1 refused the connection.", Assert.IsType<DeliveryAnswer.TryLater>(await SendAsync($"http://127.0.0.1:{port}/")).Told);
        Assert.Equal("The name hooks.drawdown.invalid was not found.", Assert.IsType<DeliveryAnswer.TryLater>(await SendAsync("https://hooks.drawdown.invalid/")).Told);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        await using var stub = await WebhookStub.StartAsync(isEncrypted: true);

        var answer = await SendAsync($"https://localhost:{stub.Port}/");

        Assert.Equal("The receiver's certificate is not valid for its name, so nothing was sent.", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told);
        Assert.Empty(stub.Calls);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_the_connection_goes_to_the_address_that_was_checked()
    {
        await using var stub = await WebhookStub.StartAsync();
        var asked = 0;
        var sender = new WebhookSender((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? "127.0.0.1" : "169.254.169.254")]), TimeSpan.FromSeconds(3));

        var answer = await SendAsync($"http://hooks.example.org:{stub.Port}/", sender: sender);

        Assert.IsType<DeliveryAnswer.Sent>(answer);
        Assert.Equal(1, asked);
        Assert.Equal($"hooks.example.org:{stub.Port}", Assert.Single(stub.Calls).Headers["Host"]);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_and_nobody_is_called()
    {
        await using var stub = await WebhookStub.StartAsync();

        var inside = await SendAsync($"https://hooks.example.org:{stub.Port}/", allowsPrivate: false, Resolving("127.0.0.1", "10.0.0.5"));
        var metadata = await SendAsync("https://hooks.example.org/", allowsPrivate: true, Resolving("169.254.169.254"));
        var plain = await SendAsync("http://hooks.example.org/", allowsPrivate: true, Resolving("93.184.216.34"));

        Assert.Equal(new DeliveryAnswer.Refused("The address is private, and this webhook does not allow private addresses."), inside);
        Assert.Equal(new DeliveryAnswer.Refused("The address is one that is never called."), metadata);
        Assert.Equal(new DeliveryAnswer.Refused("The address is on the Internet, and http is only for private addresses."), plain);
        Assert.Empty(stub.Calls);
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("http://example.org/")]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:word@example.org/")]
    [InlineData("not an address")]
    public async Task An_address_that_leads_inside_or_is_none_is_refused_for_good(string address) =>
        Assert.IsType<DeliveryAnswer.Refused>(await SendAsync(address, allowsPrivate: false));

    [Theory]
    [InlineData("93.184.216.34", "Public")]
    [InlineData("8.8.8.8", "Public")]
    [InlineData("172.15.255.255", "Public")]
    [InlineData("172.32.0.0", "Public")]
    [InlineData("100.63.255.255", "Public")]
    [InlineData("100.128.0.0", "Public")]
    [InlineData("2606:4700::1111", "Public")]
    [InlineData("2002:0808:0808::1", "Public")]
    [InlineData("64:ff9b::8.8.8.8", "Public")]
    [InlineData("10.0.0.1", "Private")]
    [InlineData("172.16.0.1", "Private")]
    [InlineData("172.31.255.255", "Private")]
    [InlineData("192.168.1.1", "Private")]
    [InlineData("127.0.0.1", "Private")]
    [InlineData("127.255.255.255", "Private")]
    [InlineData("169.254.1.1", "Private")]
    [InlineData("100.64.0.1", "Private")]
    [InlineData("100.127.255.255", "Private")]
    [InlineData("::1", "Private")]
    [InlineData("fe80::1", "Private")]
    [InlineData("fe80::1%3", "Private")]
    [InlineData("fc00::1", "Private")]
    [InlineData("fdff::1", "Private")]
    [InlineData("::ffff:10.0.0.1", "Private")]
    [InlineData("::10.0.0.1", "Private")]
    [InlineData("64:ff9b::10.0.0.1", "Private")]
    [InlineData("2002:0a00:0001::1", "Private")]
    [InlineData("0.0.0.0", "Never")]
    [InlineData("::", "Never")]
    [InlineData("169.254.169.254", "Never")]
    [InlineData("::ffff:169.254.169.254", "Never")]
    [InlineData("64:ff9b::169.254.169.254", "Never")]
    [InlineData("168.63.129.16", "Never")]
    [InlineData("100.100.100.200", "Never")]
    [InlineData("fd00:ec2::254", "Never")]
    [InlineData("224.0.0.1", "Never")]
    [InlineData("255.255.255.255", "Never")]
    [InlineData("192.0.2.1", "Never")]
    [InlineData("198.18.0.1", "Never")]
    [InlineData("ff02::1", "Never")]
    [InlineData("2001:db8::1", "Never")]
    [InlineData("2001::1", "Never")]
    [InlineData("100::1", "Never")]
    [InlineData("4000::1", "Never")]
    public void Every_address_is_public_private_or_never_called(string address, string reach) =>
        Assert.Equal(reach, WebhookReach.Of(IPAddress.Parse(address)).ToString());

    [Fact]
    public async Task Whatever_went_wrong_the_secret_and_the_address_s_key_are_not_told()
    {
        var answer = await SendAsync("https://hooks.drawdown.invalid/services/T0/B0/s3ntinel");

        Assert.DoesNotContain("s3ntinel", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3ntinel", To("https://x.invalid/s3ntinel").ToString(), StringComparison.Ordinal);
        Assert.Equal("https://hooks.slack.com/…", WebhookAddress.Shown("https://hooks.slack.com/services/T0/B0/s3ntinel"));
    }
}
