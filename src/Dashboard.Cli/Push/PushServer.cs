using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Dashboard.Cli.Push;

/// <summary>The server, seen through its usage API. Tries again while it does not answer.</summary>
internal sealed class PushServer(HttpClient http, PushOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Sends lines and waits until they are stored.</summary>
    /// <param name="what"><c>transcripts</c> or <c>results</c>.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="atMs">When what states no time happened.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="PushException">It could not be stored.</exception>
    public async Task<PushCounts> SendAsync(string what, byte[] lines, long atMs, CancellationToken cancellationToken)
    {
        var address = AddressOf(what, atMs);
        var body = Pack(lines);
        var started = time.GetTimestamp();
        var pause = options.FirstPause;
        while (true)
        {
            var (counts, asked) = await TryAsync(address, body, cancellationToken);
            if (counts is not null)
            {
                return counts;
            }

            var wait = asked is { } longer && longer > pause ? longer : pause;
            if (time.GetElapsedTime(started) + wait > options.RetryFor)
            {
                throw new PushException(PushException.Unreachable, $"The server at {options.Server.GetLeftPart(UriPartial.Authority)} does not answer. What it acknowledged is remembered; run the command again later.");
            }

            await Task.Delay(wait, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Null counts: worth another try, after the pause the server asked for, if any.</summary>
    private async Task<(PushCounts? Counts, TimeSpan? Asked)> TryAsync(Uri address, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        request.Content.Headers.ContentEncoding.Add("gzip");
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return (CountsOf(await answer.Content.ReadAsByteArrayAsync(cancellationToken)), null);
            }

            return answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new PushException(PushException.KeyRefused, "The server does not accept the API key."),
                HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => (null, answer.Headers.RetryAfter?.Delta),
                var status => throw new PushException(PushException.Refused, $"The server refused what was sent: {(int)status}."),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new PushException(PushException.Refused, "What answers there is not this product's server.") { IsStranger = true };
        }
    }

    private Uri AddressOf(string what, long atMs)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(atMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var query = $"at={at}"
            + (options.Seat is { } seat ? $"&seat={Uri.EscapeDataString(seat)}" : "")
            + (options.Source is { } source ? $"&source={Uri.EscapeDataString(source)}" : "");
        return new Uri(options.Server, $"api/v1/usage/{what}?{query}");
    }

    private static PushCounts CountsOf(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        long Number(string name) => json.RootElement.GetProperty(name).GetInt64();
        return new PushCounts(0, 0, Number("accepted"), Number("updated"), Number("duplicate"), Number("superseded"), json.RootElement.GetProperty("rejected").GetArrayLength(), 0);
    }

    private static byte[] Pack(byte[] lines)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(lines);
        }

        return packed.ToArray();
    }
}
