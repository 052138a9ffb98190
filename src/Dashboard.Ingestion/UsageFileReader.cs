using System.Buffers;
using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Json;
using Dashboard.Ingestion.Rest;
using Dashboard.Ingestion.Results;
using Dashboard.Ingestion.Transcripts;

namespace Dashboard.Ingestion;

/// <summary>
/// Reads one file of usage and decides by its content what it is: a transcript, stream or result of Claude Code or the Agent SDK,
/// an execution file of the GitHub action, or records of the usage API; as lines or as a JSON document. What it cannot use
/// becomes an issue; it never throws for its input. For one file and one thread.
/// </summary>
public sealed class UsageFileReader : JsonObjectFrames
{
    private const int ChunkBytes = 256 * 1024;

    private readonly FileContext context;
    private readonly UsageSink sink;
    private readonly List<(RunResult Result, long Line)> results = [];
    private readonly Utf8StringCache strings;
    private readonly bool isFromStart;
    private long? newestAtMs;
    private int resultCount;
    private string? session;
    private string? project;
    private bool isStream;
    private bool isKnown;
    private bool isUnknown;

    /// <summary>A reader of one file.</summary>
    /// <param name="context">The file.</param>
    /// <param name="sink">Takes what is found.</param>
    /// <param name="from">Where an earlier call stopped; the bytes pushed begin at its offset.</param>
    /// <param name="strings">Shared by the files that one thread reads.</param>
    public UsageFileReader(FileContext context, UsageSink sink, ReadPosition? from = null, Utf8StringCache? strings = null)
        : base(from?.Framing ?? FileFraming.Unknown, from?.Offset ?? 0, from?.Line ?? 0)
    {
        this.context = context;
        this.sink = sink;
        this.strings = strings ?? new Utf8StringCache();
        isFromStart = from is null or { Offset: 0 };
        newestAtMs = from?.NewestAtMs;
        resultCount = from?.Results ?? 0;
        session = from?.Session;
        project = from?.Project;
        isStream = from?.IsStream ?? false;
    }

    /// <summary>Pushes all that is left of a stream, and lets the caller take what was found after every piece.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="afterPiece">Called with the number of bytes of each piece; null for nothing.</param>
    /// <param name="cancel">Stops between pieces.</param>
    public async Task PushAllAsync(Stream stream, Func<int, ValueTask>? afterPiece, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (var read = await stream.ReadAsync(buffer, cancel); read > 0; read = await stream.ReadAsync(buffer, cancel))
            {
                Push(buffer.AsSpan(0, read));
                if (afterPiece is not null)
                {
                    await afterPiece(read);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Ends the file and hands out its results.</summary>
    /// <param name="isFinal">True when the file will not grow: then an unfinished last line is an issue.</param>
    /// <returns>Where a later call goes on.</returns>
    public ReadPosition Complete(bool isFinal)
    {
        if (isFromStart && isUnknown && !isKnown)
        {
            Report(0, "No line of this file is one of Claude Code.");
        }

        End(isFinal);
        foreach (var (result, line) in results)
        {
            var at = newestAtMs ?? context.AtMs;
            if (IsTakenAt(at, line))
            {
                sink.OnResult(result with { AtMs = at });
            }
        }

        results.Clear();
        return new ReadPosition(Offset, LinesDone, Framing, newestAtMs, resultCount, session, project, isStream);
    }

    /// <inheritdoc/>
    protected override void OnIssue(long line, string reason) => sink.OnIssue(new ParseIssue(context.Name, line, reason));

    /// <inheritdoc/>
    protected override bool IsWhole(ReadOnlySpan<byte> json)
    {
        try
        {
            LineFields.Read(json, toTheEnd: true);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    protected override void OnObject(ReadOnlySpan<byte> json)
    {
        LineFields fields;
        try
        {
            fields = LineFields.Read(json, isStream);
        }
        catch (JsonException)
        {
            Report(ObjectLine, "The line is not valid JSON.");
            return;
        }

        if (fields.IsLeft && json[^1] != '}')
        {
            Report(ObjectLine, "The line is cut off.");
        }

        isKnown |= fields.Kind is not (LineKind.None or LineKind.Unknown);
        isUnknown |= fields.Kind == LineKind.Unknown;
        isStream |= fields.IsStream;
        if (fields.Kind == LineKind.None)
        {
            OnUntyped(json);
            return;
        }

        if (isStream)
        {
            Remember(in fields);
        }

        if (fields.Kind == LineKind.Result)
        {
            OnResult(in fields);
        }
        else if (fields.IsAssistant && fields.Message.Usage.IsPresent)
        {
            OnAssistant(in fields);
        }
    }

    private void OnUntyped(ReadOnlySpan<byte> json)
    {
        if (!RestRecordReader.IsLikely(json))
        {
            Report(ObjectLine, "The object has no type: it is not a line of Claude Code.");
            return;
        }

        var record = RestRecordReader.Read(json, context.Scope, out var reason);
        if (record is null)
        {
            Report(ObjectLine, reason);
            return;
        }

        isKnown = true;
        if (IsTakenAt(record.AtMs ?? context.AtMs, ObjectLine))
        {
            sink.OnRecord(record);
        }
    }

    private void OnAssistant(in LineFields fields)
    {
        if (fields.IsErrorMessage || fields.Message.Model.SequenceEqual("<synthetic>"u8))
        {
            return;
        }

        if (fields.Message.Usage.IsBroken)
        {
            Report(ObjectLine, "A count in the usage is not a whole number from 0 to 1,000,000,000.");
            return;
        }

        var isNested = fields.Kind == LineKind.Progress;
        var at = JsonFields.Instant(fields.NestedTimestamp) ?? JsonFields.Instant(fields.Timestamp);
        if (!IsTakenAt(at ?? newestAtMs ?? context.AtMs, ObjectLine))
        {
            return;
        }

        newestAtMs = Newest(newestAtMs, at);
        sink.OnLine(new UsageLine
        {
            Source = fields.IsStream || (isStream && fields.Session.IsEmpty) ? UsageSource.Stream : UsageSource.Transcript,
            OccurredAtMs = at,
            StandInAtMs = at is null ? newestAtMs ?? context.AtMs : null,
            MessageId = fields.Message.Id,
            RequestId = fields.RequestId,
            Uuid = isNested && !fields.NestedUuid.IsEmpty ? fields.NestedUuid : fields.Uuid,
            Session = fields.Session,
            Model = fields.Message.Model,
            Tokens = fields.Message.Usage.Tokens,
            WebSearches = fields.Message.Usage.WebSearches,
            Speed = fields.Message.Usage.Speed,
            Geo = fields.Message.Usage.Geo,
            Batch = fields.Message.Usage.ServiceTier.SequenceEqual("batch"u8),
            IsCopy = isNested || fields.IsFork || (fields.IsSidechain && !fields.HasAgent),
            Entrypoint = fields.Entrypoint,
            Project = ProjectName.Of(fields.WorkingDirectory),
            StatedCost = fields.StatedCost,
        });
    }

    private void OnResult(in LineFields fields)
    {
        if (fields.IsMoneyBroken || fields.AreModelsBroken || fields.Usage.IsBroken)
        {
            Report(ObjectLine, "A number in the result is none, negative, or above the limits.");
            return;
        }

        if (fields.Total is null && fields.Models is not { Count: > 0 } && !fields.Usage.IsPresent)
        {
            Report(ObjectLine, "The result states no cost, no models and no usage.");
            return;
        }

        results.Add((ResultFields.ToResult(in fields, resultCount++, session, project), ObjectLine));
    }

    /// <summary>What lines without it borrow: session, project, time.</summary>
    private void Remember(in LineFields fields)
    {
        var at = JsonFields.Instant(fields.Timestamp);
        newestAtMs = at is { } stated && Ahead(stated) is null ? Newest(newestAtMs, at) : newestAtMs;
        if (!fields.Session.IsEmpty)
        {
            session = strings.Get(fields.Session);
        }

        var name = ProjectName.Of(fields.WorkingDirectory);
        if (!name.IsEmpty)
        {
            project = strings.Get(name);
        }
    }

    /// <summary>Says so where usage is dated too far ahead; neither it nor its instant is used then.</summary>
    private bool IsTakenAt(long atMs, long line)
    {
        if (Ahead(atMs) is not { } reason)
        {
            return true;
        }

        Report(line, reason);
        return false;
    }

    private string? Ahead(long atMs) => context.ReceivedAtMs is { } received ? DatedAhead.Refusal(atMs, received) : null;

    private static long? Newest(long? a, long? b) => a is null || b > a ? b ?? a : a;
}
