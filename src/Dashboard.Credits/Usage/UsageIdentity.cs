using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Credits.Usage;

/// <summary>
/// Which observations are one event. A <em>component</em> is all observations with the same primary hash. A component
/// that has only a request id belongs to the message component with that request id (the smallest hash when several have it).
/// Source: law, section 4, Identity.
/// </summary>
public static class UsageIdentity
{
    /// <summary>What the primary hash of this observation is made from.</summary>
    public static UsageIdKind KindOf(UsageRecord record) =>
        record.MessageId is not null ? UsageIdKind.Message
        : record.RequestId is not null ? UsageIdKind.Request
        : record.SourceEventId is not null ? UsageIdKind.SourceEvent
        : UsageIdKind.Content;

    /// <summary>The hash that names this observation's component.</summary>
    public static IdentityHash PrimaryOf(UsageRecord record) => KindOf(record) switch
    {
        UsageIdKind.Message => Hash(UsageIdKind.Message, record.MessageId!),
        UsageIdKind.Request => Hash(UsageIdKind.Request, record.RequestId!),
        UsageIdKind.SourceEvent => Hash(UsageIdKind.SourceEvent, $"{(int)record.Source}:{record.SourceEventId}"),
        UsageIdKind.Content => Hash(UsageIdKind.Content, ContentOf(record)),
    };

    /// <summary>The hash of the request id of an observation that also has a message id: it draws request-only components in. Else null.</summary>
    public static IdentityHash? RequestLinkOf(UsageRecord record) =>
        record is { MessageId: not null, RequestId: not null } ? Hash(UsageIdKind.Request, record.RequestId) : null;

    /// <summary>The hash of one id.</summary>
    public static IdentityHash Hash(UsageIdKind kind, string id)
    {
        var size = Encoding.UTF8.GetMaxByteCount(id.Length) + 1;
        Span<byte> input = size <= 512 ? stackalloc byte[size] : new byte[size];
        input[0] = (byte)kind;
        return HashOf(input[..(1 + Encoding.UTF8.GetBytes(id, input[1..]))]);
    }

    /// <summary>The hash of one id whose UTF-8 is at hand: the same as that of its string.</summary>
    public static IdentityHash Hash(UsageIdKind kind, ReadOnlySpan<byte> id)
    {
        Span<byte> input = id.Length < 512 ? stackalloc byte[id.Length + 1] : new byte[id.Length + 1];
        input[0] = (byte)kind;
        id.CopyTo(input[1..]);
        return HashOf(input);
    }

    private static IdentityHash HashOf(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return new IdentityHash(BinaryPrimitives.ReadUInt32BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[4..]));
    }

    private static string ContentOf(UsageRecord record) => string.Join(
        '\n',
        ((int)record.Source).ToString(CultureInfo.InvariantCulture),
        record.OccurredAtMs?.ToString(CultureInfo.InvariantCulture) ?? "",
        record.Session ?? "",
        record.Model,
        string.Create(CultureInfo.InvariantCulture, $"{record.Tokens.Input} {record.Tokens.Output} {record.Tokens.CacheWrite5m} {record.Tokens.CacheWrite1h} {record.Tokens.CacheRead}"));
}
