using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Dashboard.Web.Webhooks;

namespace Dashboard.Web.Vendor;

/// <summary>Calls the vendor's admin APIs. It only ever reads: there is no way to send anything but GET.</summary>
public sealed class VendorApi
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookUpLimit = TimeSpan.FromSeconds(5);

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly TimeSpan _limit;

    /// <summary>Resolves names as the machine does.</summary>
    /// <param name="allowsPrivate">Whether addresses of the house's own network are called, and without encryption there.</param>
    public VendorApi(bool allowsPrivate)
        : this(allowsPrivate, Dns.GetHostAddressesAsync, DefaultLimit)
    {
    }

    internal VendorApi(bool allowsPrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeSpan limit) => (AllowsPrivate, _resolve, _limit) = (allowsPrivate, resolve, limit);

    /// <summary>Whether addresses of the house's own network are called, and without encryption there.</summary>
    public bool AllowsPrivate { get; }

    /// <summary>A session for some calls of one connection; the caller disposes it.</summary>
    public VendorSession Open(VendorConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new VendorSession(new HttpMessageInvoker(Handler()), connection, _limit);
    }

    /// <summary>Why an address may not be called, as it is known now; null when it may, or when nobody knows the name: each call asks again.</summary>
    public async Task<string?> RefusalAsync(Uri address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(LookUpLimit);
            var addresses = IPAddress.TryParse(address.DnsSafeHost, out var literal) ? [literal] : await _resolve(address.DnsSafeHost, limit.Token);
            return addresses.Length == 0 ? null : CheckedConnection.Refusal(addresses, AllowsPrivate, address.Scheme == Uri.UriSchemeHttp, "this server");
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        MaxConnectionsPerServer = 1,
        ConnectCallback = (context, token) => CheckedConnection.OpenAsync(context, _resolve, AllowsPrivate, "this server", token),
    };

    internal static HttpRequestMessage Request(VendorConnection connection, string pathAndQuery)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(connection.Address.AbsoluteUri.TrimEnd('/') + pathAndQuery));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Drawdown", "1"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("anthropic-version", "2023-06-01");
        request.Headers.Add("x-api-key", connection.Key.Tell());
        return request;
    }
}
