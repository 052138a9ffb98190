using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using Dashboard.Ingestion.AdminApi;
using Dashboard.Web.Webhooks;

namespace Dashboard.Web.Vendor;

/// <summary>Calls of one connection, one after the other.</summary>
public sealed class VendorSession : IDisposable
{
    private const int MaxError = 4_096;

    private readonly HttpMessageInvoker _client;
    private readonly VendorConnection _connection;
    private readonly TimeSpan _limit;

    internal VendorSession(HttpMessageInvoker client, VendorConnection connection, TimeSpan limit) => (_client, _connection, _limit) = (client, connection, limit);

    /// <summary>One attempt.</summary>
    /// <param name="pathAndQuery">What is asked for, with its slash in front; it holds no secret.</param>
    /// <param name="cancellationToken">Ends the attempt with an exception.</param>
    public async Task<VendorAnswer> GetAsync(string pathAndQuery, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        try
        {
            using var request = VendorApi.Request(_connection, pathAndQuery);
            using var answer = await _client.SendAsync(request, limit.Token);
            return await JudgeAsync(answer, limit.Token) with { TheirNowMs = answer.Headers.Date?.ToUnixTimeMilliseconds() };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new VendorAnswer.Failing($"There was no answer within {_limit.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException e)
        {
            return Judge(e);
        }
        catch (IOException)
        {
            return new VendorAnswer.Failing("The connection broke.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async Task<VendorAnswer> JudgeAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        switch (status)
        {
            case 200:
                return await BodyAsync(answer, AdminPageReader.MaxBytes, cancellationToken) is { } body ? new VendorAnswer.Page(body) : new VendorAnswer.Refused("The answer is longer than 16 MB.");
            case 410:
                return new VendorAnswer.Expired();
            case 429:
                return new VendorAnswer.Busy(Wait(answer));
            case >= 300 and < 400:
                return new VendorAnswer.Refused($"The vendor answered {status}, a redirect, which is not followed.");
            case 408 or >= 500:
                return new VendorAnswer.Failing($"The vendor answered {status}{Told(await ErrorAsync(answer, cancellationToken))}.");
            default:
                var error = await ErrorAsync(answer, cancellationToken);
                return new VendorAnswer.Refused(status switch
                {
                    401 => $"The vendor does not accept the key (401{Told(error)}).",
                    403 => $"The key may not read this (403{Told(error)}).",
                    404 => $"The vendor has no such report at this address (404{Told(error)}).",
                    400 when error.IsOverageOff => "Overage billing is not enabled for this organisation at the vendor, so there are no spend limits to read.",
                    _ => $"The vendor refused what was asked for ({status}{Told(error)}).",
                });
        }
    }

    /// <summary>By the vendor's own clock: ours may show another time.</summary>
    private static TimeSpan? Wait(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } until } when answer.Headers.Date is { } now => until - now,
        _ => null,
    };

    /// <summary>Null when it is longer than that.</summary>
    private static async Task<byte[]?> BodyAsync(HttpResponseMessage answer, int most, CancellationToken cancellationToken)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var buffer = new byte[81_920];
        int length;
        while ((length = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (read.Length + length > most)
            {
                return null;
            }

            read.Write(buffer, 0, length);
        }

        return read.ToArray();
    }

    /// <summary>The type of an error is a word of the vendor's list. Its message may quote anything, so it is only searched, never shown.</summary>
    private static async Task<(string? Type, bool IsOverageOff)> ErrorAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            if (await BodyAsync(answer, MaxError, cancellationToken) is not { } body)
            {
                return default;
            }

            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            var type = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("type", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
            return (
                type is { Length: > 0 and <= 40 } && type.All(c => char.IsAsciiLetterLower(c) || c == '_') ? type : null,
                Encoding.UTF8.GetString(body).Contains("overage billing is not enabled", StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static string Told((string? Type, bool IsOverageOff) error) => error.Type is { } type ? ", " + type : "";

    private static VendorAnswer Judge(HttpRequestException failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case ForbiddenAddressException: return new VendorAnswer.Refused(e.Message);
                case AuthenticationException: return new VendorAnswer.Failing("The certificate is not valid for the address, so nothing was sent.");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }: return new VendorAnswer.Failing("The name of the address was not found.");
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }: return new VendorAnswer.Failing("The address refused the connection.");
                case SocketException socket: return new VendorAnswer.Failing($"The address cannot be reached ({socket.SocketErrorCode}).");
            }
        }

        return new VendorAnswer.Failing($"The connection broke ({failure.HttpRequestError}).");
    }
}
