using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Web.Mail;

/// <summary>A connection to a mail server: lines go there, answers come back (RFC 5321).</summary>
internal sealed class SmtpConversation : IAsyncDisposable
{
    private const int MaxLine = 2_000;
    private const int MaxLines = 100;

    private readonly byte[] _received = new byte[4_096];
    private Stream? _stream;
    private int _next;
    private int _end;

    /// <summary>How far it came.</summary>
    public SmtpStep Step { get; set; }

    /// <summary>Whether it is encrypted.</summary>
    public bool IsEncrypted { get; private set; }

    public async Task ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            _stream = new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Encrypts what follows.</summary>
    public async Task EncryptAsync(string host, bool acceptsAnyCertificate, CancellationToken cancellationToken)
    {
        if (_next < _end)
        {
            // Somebody on the way added words that would later be taken for the encrypted server's.
            throw new IOException("The server spoke before the encryption began.");
        }

        var encrypted = new SslStream(_stream!, leaveInnerStreamOpen: false);
        _stream = encrypted;
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (acceptsAnyCertificate)
        {
#pragma warning disable CA5359 // The operator said so in the configuration; the settings page shows it.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        await encrypted.AuthenticateAsClientAsync(options, cancellationToken);
        IsEncrypted = true;
    }

    /// <summary>Says a line and waits for the answer.</summary>
    public async Task<SmtpReply> AskAsync(string line, CancellationToken cancellationToken)
    {
        if (line.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new ArgumentException("A command is one line.", nameof(line));
        }

        await _stream!.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <summary>Sends the content of a mail with its last dot, and waits for the answer.</summary>
    public async Task<SmtpReply> SendContentAsync(byte[] content, CancellationToken cancellationToken)
    {
        var dotted = new ArrayBufferWriter<byte>(content.Length + 100);
        var isLineStart = true;
        foreach (var b in content)
        {
            if (isLineStart && b == (byte)'.')
            {
                dotted.Write("."u8);
            }

            dotted.Write([b]);
            isLineStart = b == (byte)'\n';
        }

        dotted.Write(".\r\n"u8);
        await _stream!.WriteAsync(dotted.WrittenMemory, cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <summary>Waits for an answer.</summary>
    public async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MaxLines)
        {
            var line = await LineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), System.Globalization.NumberStyles.None, null, out var code) || code is < 200 or > 599)
            {
                throw new IOException("What answered is no mail server.");
            }

            lines.Add(line);
            if (line.Length == 3 || line[3] != '-')
            {
                return new SmtpReply(code, string.Join('\n', lines));
            }
        }

        throw new IOException("The server's answer is too long.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_next == _end)
            {
                (_next, _end) = (0, await _stream!.ReadAsync(_received, cancellationToken));
                if (_end == 0)
                {
                    throw new IOException("The server closed the connection.");
                }
            }

            var c = _received[_next++];
            if (c == (byte)'\n')
            {
                return line.ToString();
            }

            if (line.Length >= MaxLine)
            {
                throw new IOException("The server's answer is too long.");
            }

            // Answers are ASCII; whatever else comes must not reach a page or a log as it is.
            if (c != (byte)'\r')
            {
                line.Append(c is >= 32 and < 127 ? (char)c : '?');
            }
        }
    }
}
