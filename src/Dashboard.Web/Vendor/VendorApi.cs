using System.Net;
using System.Net.Http.Headers;
using Dashboard.Web.Webhooks;

namespace Dashboard.Web.Vendor;

/// <summary>Calls the vendor's admin APIs. It only ever reads: there is no way to send anything but GET.</summary>
public sealed class VendorApi
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);

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
