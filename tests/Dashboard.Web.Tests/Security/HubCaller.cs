using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;

namespace Dashboard.Web.Tests.Security;

/// <summary>Speaks the protocol of open pages byte by byte, so that it can say what no page would.</summary>
internal sealed class HubCaller(WebSocket socket) : IDisposable
{
    private const int Invocation = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _heard = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Everything the server said, as text; what is no text is in it as rubbish.</summary>
    public string Heard => _heard.ToString();

    public bool IsClosed => socket.State != WebSocketState.Open;

    public async Task GreetAsync(CancellationToken cancellationToken)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        await UntilAsync("{}", cancellationToken);
    }

    /// <summary>Calls a method of the hub; with an id it is answered.</summary>
    public async Task CallAsync(string method, string? id, CancellationToken cancellationToken, params object?[] arguments)
    {
        var message = new MemoryStream();
        message.Write([0x96, Invocation, 0x80]);
        Write(message, id);
        Write(message, method);
        message.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
        {
            Write(message, argument);
        }

        message.WriteByte(0x90);
        var framed = new MemoryStream();
        for (var length = (uint)message.Length; ; length >>= 7)
        {
            framed.WriteByte((byte)((length & 0x7f) | (length > 0x7f ? 0x80u : 0)));
            if (length <= 0x7f)
            {
                break;
            }
        }

        framed.Write(message.ToArray());
        await socket.SendAsync(framed.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    /// <summary>Listens until the server said this, or hung up.</summary>
    public async Task UntilAsync(string text, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await ListenAsync(text, patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The server never said “{text}”, but: {Heard[^Math.Min(Heard.Length, 3_000)..]}");
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task ListenAsync(string text, CancellationToken cancellationToken)
    {
        while (!Heard.Contains(text, StringComparison.Ordinal) && !IsClosed)
        {
            var got = await socket.ReceiveAsync(_buffer, cancellationToken);
            if (got.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            _heard.Append(Encoding.UTF8.GetString(_buffer, 0, got.Count));
        }
    }

    private static void Write(MemoryStream to, object? value)
    {
        switch (value)
        {
            case null: to.WriteByte(0xc0); break;
            case bool flag: to.WriteByte(flag ? (byte)0xc3 : (byte)0xc2); break;
            case int number:
                var eight = new byte[9];
                eight[0] = 0xd3;
                BinaryPrimitives.WriteInt64BigEndian(eight.AsSpan(1), number);
                to.Write(eight);
                break;
            default:
                var text = Encoding.UTF8.GetBytes((string)value);
                var head = new byte[5];
                head[0] = 0xdb;
                BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), text.Length);
                to.Write(head);
                to.Write(text);
                break;
        }
    }
}
