using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Storage.Audit;

/// <summary>
/// What is hashed, byte for byte. A text is its length in bytes (4 bytes, big endian) and its UTF-8; what may be absent has a byte
/// before it, 0 or 1; numbers are 8 bytes, big endian. Each hash begins with a text that says what it is of.
/// </summary>
internal static class AuditChain
{
    /// <summary>Before the first entry.</summary>
    public static readonly byte[] Genesis = new byte[SHA256.HashSizeInBytes];

    private const string EntryLabel = "drawdown audit entry 1";
    private const string DetailLabel = "drawdown audit detail 1";
    private const string PersonLabel = "drawdown audit person 1";
    private const string DecisionLabel = "drawdown erased decision 1";
    private const int SaltSize = 16;

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltSize);

    /// <summary>What stays of the details when they are erased.</summary>
    public static byte[] OfDetail(byte[] salt, string? before, string? after, string? reason, string? address) =>
        new Bytes().Text(DetailLabel).Raw(salt).Optional(before).Optional(after).Optional(reason).Optional(address).Hash();

    /// <summary>What stays of a name when it is erased.</summary>
    public static byte[] OfPerson(byte[] salt, string name) => new Bytes().Text(PersonLabel).Raw(salt).Text(name).Hash();

    /// <summary>
    /// The hash of an entry, over everything before it through <paramref name="previous"/>. The commitments of the person who did it and
    /// of the person it is about are in it, so that a name cannot be exchanged together with its own commitment.
    /// </summary>
    public static byte[] OfEntry(
        byte[] previous, long sequence, long atMs, string kind, string subject, byte[]? subjectPerson, int personId, byte[] person, long? decision, byte[] commitment) =>
        new Bytes().Text(EntryLabel).Raw(previous).Number(sequence).Number(atMs).Text(kind).Text(subject).Optional(subjectPerson)
            .Number(personId).Raw(person).Optional(decision).Raw(commitment).Hash();

    /// <summary>A decision whose details were erased, as the erasure left it. Who decided is not in it: that is the person of its entry.</summary>
    public static byte[] OfDecision(long sequence, long effectiveAtMs, long bookedAtMs, string kind, string subject, string payload, string reason) =>
        new Bytes().Text(DecisionLabel).Number(sequence).Number(effectiveAtMs).Number(bookedAtMs).Text(kind).Text(subject).Text(payload).Text(reason).Hash();

    private sealed class Bytes
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public Bytes Number(long value)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
            _hash.AppendData(bytes);
            return this;
        }

        public Bytes Raw(byte[] value)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
            _hash.AppendData(length);
            _hash.AppendData(value);
            return this;
        }

        public Bytes Text(string value) => Raw(Encoding.UTF8.GetBytes(value));

        public Bytes Optional(string? value) => value is null ? Mark(0) : Mark(1).Text(value);

        public Bytes Optional(byte[]? value) => value is null ? Mark(0) : Mark(1).Raw(value);

        public Bytes Optional(long? value) => value is { } number ? Mark(1).Number(number) : Mark(0);

        public byte[] Hash()
        {
            using (_hash)
            {
                return _hash.GetHashAndReset();
            }
        }

        private Bytes Mark(byte value)
        {
            _hash.AppendData([value]);
            return this;
        }
    }
}
