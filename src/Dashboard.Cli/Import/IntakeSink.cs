using System.Text;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion;
using Dashboard.Storage.Writes;

namespace Dashboard.Cli.Import;

/// <summary>
/// Keeps what the reader of one file finds until it is handed on. The ids of a line are hashed where they stand: storage keeps nothing
/// else of them, and no string need be made of any.
/// </summary>
internal sealed class IntakeSink(Utf8StringCache strings) : UsageSink
{
    /// <summary>Longer ones are refused by storage, which has to see them.</summary>
    private const int MaxId = 512;

    private readonly byte[] lastMessage = new byte[MaxId];
    private readonly byte[] lastRequest = new byte[MaxId];
    private int lastMessageLength = -1;
    private int lastRequestLength = -1;
    private RecordIdentity last;

    /// <summary>Observations of requests.</summary>
    public List<UsageRecord> Records { get; } = [];

    /// <summary>The identities of the records.</summary>
    public List<RecordIdentity> Identities { get; } = [];

    /// <summary>Result messages.</summary>
    public List<RunResult> Results { get; } = [];

    /// <summary>Issues.</summary>
    public List<ParseIssue> Issues { get; } = [];

    /// <inheritdoc/>
    public override void OnLine(in UsageLine line)
    {
        if (line.MessageId.IsEmpty || !IsPlain(line.MessageId) || !IsPlain(line.RequestId) || !IsPlain(line.Uuid))
        {
            OnRecord(line.ToRecord(strings));
            return;
        }

        Records.Add(line.ToRecordWithoutIds(strings));
        Identities.Add(IdentityOf(line.MessageId, line.RequestId));
    }

    /// <inheritdoc/>
    public override void OnRecord(UsageRecord record)
    {
        Records.Add(record);
        Identities.Add(RecordIdentity.Of(record));
    }

    /// <inheritdoc/>
    public override void OnResult(RunResult result) => Results.Add(result);

    /// <inheritdoc/>
    public override void OnIssue(ParseIssue issue) => Issues.Add(issue);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Records.Clear();
        Identities.Clear();
        Results.Clear();
        Issues.Clear();
    }

    /// <summary>True when its bytes are those of its string, and storage cannot refuse it.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> id) => id.Length <= MaxId && Ascii.IsValid(id) && !id.Contains((byte)0);

    /// <summary>The lines of one streamed message stand together and have the same ids.</summary>
    private RecordIdentity IdentityOf(ReadOnlySpan<byte> message, ReadOnlySpan<byte> request)
    {
        if (lastMessageLength != message.Length || lastRequestLength != request.Length
            || !message.SequenceEqual(lastMessage.AsSpan(0, lastMessageLength)) || !request.SequenceEqual(lastRequest.AsSpan(0, lastRequestLength)))
        {
            last = new RecordIdentity(
                UsageIdentity.Hash(UsageIdKind.Message, message),
                request.IsEmpty ? null : UsageIdentity.Hash(UsageIdKind.Request, request));
            message.CopyTo(lastMessage);
            request.CopyTo(lastRequest);
            (lastMessageLength, lastRequestLength) = (message.Length, request.Length);
        }

        return last;
    }
}
