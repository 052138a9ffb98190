using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Benchmarks.Gate;

/// <summary>One connection that sends the same request again and again and does no more with the answer than find its end: the load generator shares the machine.</summary>
internal sealed class RawClient(Uri server, string path, string key) : IDisposable
{
    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly byte[] _request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {key}\r\n\r\n");
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Sends until the time is over; the milliseconds of each request.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="rate">Requests a second on this connection; 0: the next one as soon as the last one is answered.</param>
    /// <param name="status">The status that every answer must have.</param>
    public async Task<List<double>> RunAsync(double seconds, double rate, int status)
    {
        await _tcp.ConnectAsync(server.Host, server.Port);
        var stream = _tcp.GetStream();
        var took = new List<double>(1 << 16);
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            if (rate > 0 && TimeSpan.FromSeconds(took.Count / rate) - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }

            var from = Stopwatch.GetTimestamp();
            await stream.WriteAsync(_request);
            await AnswerAsync(stream, status);
            took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return took;
    }

    public void Dispose() => _tcp.Dispose();

    private async Task AnswerAsync(NetworkStream stream, int status)
    {
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(length));
            length += read > 0 ? read : throw new IOException("The server hung up.");
            var text = _buffer.AsSpan(0, length);
            var head = text.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                continue;
            }

            var got = int.Parse(text.Slice(9, 3), System.Globalization.CultureInfo.InvariantCulture);
            if (got != status)
            {
                throw new InvalidOperationException($"Status {got} instead of {status}.");
            }

            if (got == 204 || (Length(text[..head]) is { } body ? length >= head + 4 + body : text.EndsWith("\r\n0\r\n\r\n"u8)))
            {
                return;
            }
        }
    }

    /// <summary>The stated length of the body; null: it comes in pieces.</summary>
    private static int? Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            return null;
        }

        var rest = head[(at + 16)..];
        var end = rest.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? rest : rest[..end], System.Globalization.CultureInfo.InvariantCulture);
    }
}
