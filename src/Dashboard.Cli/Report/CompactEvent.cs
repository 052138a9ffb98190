using System.Buffers.Binary;
using System.Globalization;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion;

namespace Dashboard.Cli.Report;

/// <summary>The best observation of one event so far, without a string.</summary>
internal struct CompactEvent
{
    /// <summary>No instant.</summary>
    public const long NoInstant = long.MinValue;

    /// <summary>The line's uuid as a number; 0 for none.</summary>
    public UInt128 Uuid;
    public ulong Request;
    public long AtMs;
    public long StandInAtMs;
    public int Input;
    public int Output;
    public int Write5m;
    public int Write1h;
    public int Read;
    public int WebSearches;
    public int Session;
    public int Model;
    public int Project;
    public int Entrypoint;
    public int Speed;
    public int Geo;
    public bool IsCopy;
    public bool Batch;
    public UsageSource Source;

    public readonly TokenCounts Tokens => new(Input, Output, Write5m, Write1h, Read);

    /// <summary>All token kinds.</summary>
    public readonly long Sum => (long)Input + Output + Write5m + Write1h + Read;

    /// <summary>The instant that counts.</summary>
    public readonly long? KnownAtMs => AtMs != NoInstant ? AtMs : StandInAtMs != NoInstant ? StandInAtMs : null;

    /// <summary>Makes one of a line. False when the line's uuid is not written as uuids are.</summary>
    public static bool TryOf(in UsageLine line, Names.View names, out CompactEvent made)
    {
        made = default;
        if (!TryUuid(line.Uuid, out made.Uuid))
        {
            return false;
        }

        var tokens = line.Tokens;
        made.Request = IdHash.Short(line.RequestId);
        made.AtMs = line.OccurredAtMs ?? NoInstant;
        made.StandInAtMs = line.StandInAtMs ?? NoInstant;
        made.Input = (int)tokens.Input;
        made.Output = (int)tokens.Output;
        made.Write5m = (int)tokens.CacheWrite5m;
        made.Write1h = (int)tokens.CacheWrite1h;
        made.Read = (int)tokens.CacheRead;
        made.WebSearches = line.WebSearches;
        made.Session = names.Of(line.Session);
        made.Model = names.Of(line.Model);
        made.Project = names.Of(line.Project);
        made.Entrypoint = names.Of(line.Entrypoint);
        made.Speed = names.Of(line.Speed);
        made.Geo = names.Of(line.Geo);
        made.IsCopy = line.IsCopy;
        made.Batch = line.Batch;
        made.Source = line.Source;
        return true;
    }

    /// <summary>
    /// The order of <see cref="ObservationOrder"/>: negative when <paramref name="a"/> is better. Ids of requests are compared by
    /// their hash, which only decides between lines that agree in everything else.
    /// </summary>
    public static int Compare(in CompactEvent a, in CompactEvent b, Names names)
    {
        var by = b.Output.CompareTo(a.Output);
        by = by != 0 ? by : a.IsCopy.CompareTo(b.IsCopy);
        by = by != 0 ? by : b.Sum.CompareTo(a.Sum);
        if (by != 0)
        {
            return by;
        }

        var isAlike = a.Input == b.Input && a.Write5m == b.Write5m && a.Write1h == b.Write1h && a.Read == b.Read
            && a.Model == b.Model && a.WebSearches == b.WebSearches && a.Speed == b.Speed && a.Geo == b.Geo
            && a.Batch == b.Batch && a.Source == b.Source && a.Session == b.Session && a.Entrypoint == b.Entrypoint && a.Project == b.Project
            && a.Request == b.Request;
        return isAlike && a.Uuid != b.Uuid
            ? a.Uuid.CompareTo(b.Uuid)
            : ObservationOrder.Instance.Compare(a.ToRecord(names), b.ToRecord(names));
    }

    /// <summary>Whether this states everything that matters to a report and the other states.</summary>
    public readonly bool StatesAllOf(in CompactEvent other) =>
        (Session != 0 || other.Session == 0)
        && (Project != 0 || other.Project == 0)
        && (Entrypoint != 0 || other.Entrypoint == 0)
        && (StandInAtMs != NoInstant || other.StandInAtMs == NoInstant);

    /// <summary>A record that compares and merges as the line would.</summary>
    public readonly UsageRecord ToRecord(Names names) => new()
    {
        Source = Source,
        OccurredAtMs = AtMs == NoInstant ? null : AtMs,
        StandInAtMs = StandInAtMs == NoInstant ? null : StandInAtMs,
        MessageId = "m",
        RequestId = Request == 0 ? null : Request.ToString("x16", CultureInfo.InvariantCulture),
        SourceEventId = Uuid == 0 ? null : UuidText(Uuid),
        Session = names[Session],
        Model = names[Model] ?? ModelId.NotStated,
        Tokens = Tokens,
        WebSearches = WebSearches,
        Speed = names[Speed],
        Geo = names[Geo],
        Batch = Batch,
        IsCopy = IsCopy,
        Entrypoint = names[Entrypoint],
        Project = names[Project],
    };

    private static string UuidText(UInt128 uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, uuid);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>A uuid in lower case, whose order as a number is its order as a text.</summary>
    private static bool TryUuid(ReadOnlySpan<byte> text, out UInt128 uuid)
    {
        uuid = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length != 36)
        {
            return false;
        }

        ulong high = 0, low = 0;
        for (var i = 0; i < 36; i++)
        {
            var c = text[i];
            if (i is 8 or 13 or 18 or 23)
            {
                if (c != '-')
                {
                    return false;
                }

                continue;
            }

            var digit = c is >= (byte)'0' and <= (byte)'9' ? c - '0' : c is >= (byte)'a' and <= (byte)'f' ? c - 'a' + 10 : -1;
            if (digit < 0)
            {
                return false;
            }

            ref var half = ref i < 18 ? ref high : ref low;
            half = (half << 4) | (uint)digit;
        }

        uuid = new UInt128(high, low);
        return uuid != 0;
    }
}
