using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Web.Tests.Security;

/// <summary>Sends bytes as they are, which no HTTP library would, and reads what comes back.</summary>
internal sealed class RawCaller(Uri host) : IDisposable
{
    private TcpClient? _connection;
    private Stream _stream = Stream.Null;

    /// <summary>One answer; status 0 when the server closed the connection without one. Nothing more is sent when the request is cut.</summary>
    public async Task<(int Status, string Type, string Body)> SendAsync(byte[] request, bool isCut, CancellationToken cancellationToken)
    {
        if (_connection is null)
        {
            _connection = new TcpClient { LingerState = new LingerOption(true, 0) };
            await _connection.ConnectAsync(host.Host, host.Port, cancellationToken);
            _stream = new BufferedStream(_connection.GetStream(), 16 * 1024);
        }

        try
        {
            await _stream.WriteAsync(request, cancellationToken);
            await _stream.FlushAsync(cancellationToken);
            if (isCut)
            {
                _connection.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (IOException)
        {
            // The server answered before it had read everything, and hung up.
        }

        try
        {
            return await ReadAsync(isCut, cancellationToken);
        }
        catch (IOException)
        {
            Close();
            return (0, "", "");
        }
    }

    public void Dispose() => Close();

    private async Task<(int Status, string Type, string Body)> ReadAsync(bool isCut, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            var one = new byte[1];
            if (await _stream.ReadAsync(one, cancellationToken) == 0)
            {
                Close();
                return (0, "", "");
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        string Header(string name) => lines.FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) is { } line ? line[(name.Length + 1)..].Trim() : "";
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var body = Header("Transfer-Encoding") == "chunked" ? await ChunksAsync(cancellationToken)
            : Header("Content-Length") is { Length: > 0 } length && status != 304 ? await BytesAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken)
            : "";
        if (isCut || Header("Connection") == "close")
        {
            Close();
        }

        return (status, Header("Content-Type"), body);
    }

    private async Task<string> ChunksAsync(CancellationToken cancellationToken)
    {
        var body = new StringBuilder();
        while (true)
        {
            var size = new StringBuilder();
            while (size.Length == 0 || size[^1] != '\n')
            {
                size.Append(await BytesAsync(1, cancellationToken));
            }

            var count = int.Parse(size.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(await BytesAsync(count, cancellationToken));
            await BytesAsync(2, cancellationToken);
            if (count == 0)
            {
                return body.ToString();
            }
        }
    }

    private async Task<string> BytesAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, cancellationToken);
        return Encoding.UTF8.GetString(bytes);
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
