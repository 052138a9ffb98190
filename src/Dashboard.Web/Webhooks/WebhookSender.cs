using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Dashboard.Web.Deliveries;

namespace Dashboard.Web.Webhooks;

/// <summary>
/// Calls webhooks. The name is resolved once, the address is checked, and the connection goes to that very address, so that no name
/// can mean something else a moment later. Redirects are not followed and no proxy is used.
/// </summary>
public sealed class WebhookSender
{
    private const int MaxAnswer = 2_048;
    private const int MostShown = 300;
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(10);

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly TimeSpan _limit;

    /// <summary>Resolves names as the machine does.</summary>
    public WebhookSender()
        : this(Dns.GetHostAddressesAsync, DefaultLimit)
    {
    }

    internal WebhookSender(Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeSpan limit) => (_resolve, _limit) = (resolve, limit);

    /// <summary>One attempt.</summary>
    /// <param name="webhook">What is sent.</param>
    /// <param name="target">Where to.</param>
    /// <param name="now">What the signature says.</param>
    /// <param name="cancellationToken">Ends the attempt with an exception.</param>
    /// <returns>What became of it, at the latest after ten seconds.</returns>
    public async Task<DeliveryAnswer> SendAsync(OutgoingWebhook webhook, WebhookTarget target, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentNullException.ThrowIfNull(target);
        if (WebhookAddress.Read(target.Address.Tell(), target.AllowsPrivate) is not { Address: { } address })
        {
            return new DeliveryAnswer.Refused("The webhook's address cannot be used.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        try
        {
            using var client = new HttpMessageInvoker(Handler(target.AllowsPrivate));
            using var request = Request(webhook, target, address, now);
            using var answer = await client.SendAsync(request, limit.Token);
            return Judge(answer, await ReadAsync(answer, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryAnswer.TryLater($"There was no answer within {_limit.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException e)
        {
            return Judge(e, address.Host);
        }
        catch (IOException)
        {
            return new DeliveryAnswer.TryLater("The connection broke.");
        }
    }

    private static HttpRequestMessage Request(OutgoingWebhook webhook, WebhookTarget target, Uri address, DateTimeOffset now)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(webhook.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Drawdown", "1"));
        request.Headers.Add("Drawdown-Event", webhook.Event);
        request.Headers.Add("Drawdown-Delivery", webhook.DeliveryId);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(target.Secret.Tell(), webhook.Body.Span, now));
        return request;
    }

    /// <summary>A handler of its own for each attempt: a connection that was made for a target that allows more is never used for another.</summary>
    private SocketsHttpHandler Handler(bool allowsPrivate) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16,
        ConnectCallback = (context, token) => CheckedConnection.OpenAsync(context, _resolve, allowsPrivate, "this webhook", token),
    };

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxAnswer];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Mail.MimeText.OneLine(Encoding.UTF8.GetString(buffer, 0, length));
        return text.Length > MostShown ? text[..MostShown] + "…" : text;
    }

    private static DeliveryAnswer Judge(HttpResponseMessage answer, string body)
    {
        var said = $"{(int)answer.StatusCode} {Mail.MimeText.OneLine(answer.ReasonPhrase ?? "")}".TrimEnd() + (body.Length > 0 ? ": " + body : "");
        return (int)answer.StatusCode switch
        {
            >= 200 and < 300 => new DeliveryAnswer.Sent("The receiver took it:", said),
            >= 300 and < 400 => new DeliveryAnswer.TryLater("The receiver answered with a redirect, which is not followed:", said),
            410 => new DeliveryAnswer.Refused("The receiver is gone for good:", said),
            _ => new DeliveryAnswer.TryLater("The receiver did not take it:", said),
        };
    }

    private static DeliveryAnswer Judge(HttpRequestException failure, string host)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case ForbiddenAddressException: return new DeliveryAnswer.Refused(e.Message);
                case AuthenticationException: return new DeliveryAnswer.TryLater("The receiver's certificate is not valid for its name, so nothing was sent.");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }: return new DeliveryAnswer.TryLater($"The name {host} was not found.");
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }: return new DeliveryAnswer.TryLater($"{host} refused the connection.");
                case SocketException socket: return new DeliveryAnswer.TryLater($"{host} cannot be reached ({socket.SocketErrorCode}).");
            }
        }

        return new DeliveryAnswer.TryLater($"The connection broke ({failure.HttpRequestError}).");
    }
}
