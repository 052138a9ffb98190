using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Dashboard.Cli.Gate;

/// <summary>The server, seen through its gate.</summary>
internal sealed class GateServer(HttpClient http, GateOptions options)
{
    /// <summary>A request that got no answer is sent once more: the idempotency key makes sure that nothing is held twice.</summary>
    private const int Tries = 2;

    private readonly string _idempotencyKey = Guid.NewGuid().ToString("N");

    /// <summary>Asks; with an estimate it is held when the command may run.</summary>
    /// <param name="waitedSeconds">How long this command has waited because it was told to.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="GateException">There is no answer.</exception>
    public Task<GateVerdict> AskAsync(int waitedSeconds, CancellationToken cancellationToken) => options.Estimate is { } estimate
        ? SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(options.Server, "api/v1/gate/reservations"))
            {
                Headers = { { "Idempotency-Key", $"{_idempotencyKey}-{waitedSeconds}" } },
                Content = new StringContent(
                    JsonSerializer.Serialize(new { seat = options.Seat, amountUsd = estimate.ToString(), timeoutSeconds = options.Timeout, session = options.Session, waitedSeconds }), Encoding.UTF8, "application/json"),
            },
            cancellationToken)
        : SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(options.Server, $"api/v1/gate?seat={Uri.EscapeDataString(options.Seat)}&waitedSeconds={waitedSeconds}")), cancellationToken);

    /// <summary>Ends a reservation; null when it is ended, else what is wrong.</summary>
    /// <param name="id">The reservation.</param>
    /// <param name="how"><c>settle</c> or <c>release</c>.</param>
    public async Task<string?> EndAsync(string id, string how)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Server, $"api/v1/gate/reservations/{id}/{how}"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
                using var answer = await http.SendAsync(request);

                // A conflict: it had timed out before.
                return answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.Conflict ? null : $"The server answered {(int)answer.StatusCode}.";
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                if (i == Tries)
                {
                    return "The server does not answer.";
                }
            }
        }
    }

    private async Task<GateVerdict> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                using var request = make();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
                using var answer = await http.SendAsync(request, cancellationToken);
                var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                return answer.StatusCode switch
                {
                    HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Conflict => Read(body),
                    HttpStatusCode.Unauthorized => throw new GateException(GateExit.KeyRefused, $"The server does not accept the API key (401): {Detail(body)}"),
                    HttpStatusCode.Forbidden => throw new GateException(GateExit.KeyRefused, $"The API key may not do this (403): {Detail(body)}"),
                    HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => throw new UsageException($"The server refused the request: {Detail(body)}"),
                    var status => throw new GateException(GateExit.Unavailable, $"The server answered {(int)status}."),
                };
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (i == Tries)
                {
                    throw new GateException(GateExit.Unavailable, $"The server at {options.Server.GetLeftPart(UriPartial.Authority)} does not answer.");
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                throw new GateException(GateExit.Unavailable, "What answers there is not this product's server.");
            }
        }
    }

    private static GateVerdict Read(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;

        // What was reserved has the whole answer under `gate`; everything else is the answer itself.
        var gate = root.TryGetProperty("gate", out var inner) && inner.ValueKind is JsonValueKind.Object ? inner : root;
        string? Text(string name) => gate.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        return new GateVerdict(
            gate.GetProperty("decision").GetString() ?? throw new JsonException(),
            Text("reason") ?? "",
            Text("model"),
            gate.TryGetProperty("retryAfter", out var seconds) && seconds.ValueKind is JsonValueKind.Number ? seconds.GetInt64() : null,
            Text("balance"),
            gate.TryGetProperty("would", out var would) && would.ValueKind is JsonValueKind.Object ? would.GetProperty("decision").GetString() : null,
            root.TryGetProperty("id", out var id) ? id.GetString() : null);
    }

    private static string Detail(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("detail", out var detail) && detail.ValueKind is JsonValueKind.String ? detail.GetString()! : "it did not say why.";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "it did not say why.";
        }
    }
}
