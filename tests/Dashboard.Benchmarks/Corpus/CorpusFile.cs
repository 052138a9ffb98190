using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dashboard.Benchmarks.Corpus;

/// <summary>Writes the lines of one session as Claude Code writes them.</summary>
internal sealed class CorpusFile(Random random, byte[] filler, string session, string project, CorpusTruth truth)
{
    private const int Grain = 64;
    private readonly ArrayBufferWriter<byte> written = new(1 << 20);

    public ReadOnlyMemory<byte> Bytes => written.WrittenMemory;

    public long Length => written.WrittenCount;

    /// <summary>A request as its client streams it: one line a content block, the same ids, outputs that grow.</summary>
    public void Request(CorpusRequest request, bool isSidechain)
    {
        var blocks = random.Next(100) switch { < 38 => 1, < 75 => 2, < 93 => 3, _ => 4 };
        for (var i = 0; i < blocks; i++)
        {
            var isLast = i == blocks - 1;
            Assistant(request, isLast ? request.Output : Math.Min(request.Output, random.Next(1, 12)), request.At.AddMilliseconds(i * 700), isSidechain, isLast, request.RequestId);
        }
    }

    /// <summary>A copy of a request in another session, or replayed under a new request id.</summary>
    public void Replay(CorpusRequest request, string? requestId) => Assistant(request, request.Output, request.At, isSidechain: true, isLast: true, requestId);

    /// <summary>A subagent's message nested in a progress line.</summary>
    public void Progress(CorpusRequest request)
    {
        Start(request.At);
        Raw("\"type\":\"progress\",\"data\":{\"message\":{\"type\":\"assistant\",\"timestamp\":\"");
        Raw(Text(request.At));
        Raw("\",\"message\":");
        Message(request, Math.Min(request.Output, random.Next(1, 12)), isLast: false);
        Raw($",\"requestId\":\"{request.RequestId}\",\"uuid\":\"{Uuid()}\"}},\"normalizedMessages\":[],\"type\":\"agent_progress\",\"prompt\":\"");
        Fill(1);
        Raw("\"},\"toolUseID\":\"agent_msg_01\"");
        End(request.At, isUsage: true);
    }

    /// <summary>What a tool answered; some carry a summary of usage that nobody bills.</summary>
    public void ToolResult(DateTime at)
    {
        Start(at);
        Raw("\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"tool_use_id\":\"toolu_01\",\"type\":\"tool_result\",\"content\":\"");
        Fill(Grains(3000));
        Raw("\"}]}");
        if (random.Next(6) == 0)
        {
            Raw(",\"toolUseResult\":{\"status\":\"completed\",\"usage\":{\"input_tokens\":14,\"cache_creation_input_tokens\":940,\"cache_read_input_tokens\":24000,\"output_tokens\":248}}");
        }

        End(at, isUsage: false);
    }

    /// <summary>A client-made error line.</summary>
    public void Synthetic(DateTime at)
    {
        Start(at);
        Raw("\"type\":\"assistant\",\"isApiErrorMessage\":true,\"message\":{\"id\":\"" + Uuid() + "\",\"model\":\"<synthetic>\",\"usage\":{\"input_tokens\":0,\"output_tokens\":0,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0},\"content\":[]}");
        End(at, isUsage: false);
    }

    /// <summary>The beginning of a line that was never finished.</summary>
    public void Cut(CorpusRequest request)
    {
        Start(request.At);
        Raw("\"message\":{\"model\":\"" + request.Model.Id + "\",\"id\":\"" + request.MessageId + "\",\"usage\":{\"input_tok");
        truth.Lines++;
    }

    private void Assistant(CorpusRequest request, long output, DateTime at, bool isSidechain, bool isLast, string? requestId)
    {
        Start(at, isSidechain);
        Raw("\"message\":");
        Message(request, output, isLast);
        if (requestId is not null)
        {
            Raw($",\"requestId\":\"{requestId}\"");
        }

        Raw(",\"type\":\"assistant\"");
        End(at, isUsage: true);
    }

    private void Message(CorpusRequest request, long output, bool isLast)
    {
        Raw($"{{\"model\":\"{request.Model.Id}\",\"id\":\"{request.MessageId}\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[");
        if (random.Next(3) == 0)
        {
            var odd = random.Next(80) == 0 ? "\"id\":null,\"model\":null," : "";
            Raw($"{{\"type\":\"tool_use\",\"id\":\"toolu_01\",\"name\":\"Write\",\"input\":{{{odd}\"content\":\"");
            Fill(Grains(1600));
            Raw("\"}}");
        }
        else
        {
            Raw("{\"type\":\"text\",\"text\":\"");
            Fill(Grains(1000));
            Raw("\"}");
        }

        Raw(string.Create(
            CultureInfo.InvariantCulture,
            $"],\"stop_reason\":{(isLast ? "\"end_turn\"" : "null")},\"stop_sequence\":null,\"usage\":{{\"input_tokens\":{request.Input},\"cache_creation_input_tokens\":{request.Write5m + request.Write1h},\"cache_read_input_tokens\":{request.Read},\"cache_creation\":{{\"ephemeral_5m_input_tokens\":{request.Write5m},\"ephemeral_1h_input_tokens\":{request.Write1h}}},\"output_tokens\":{output},\"service_tier\":\"standard\",\"inference_geo\":\"not_available\"}}}}"));
    }

    private void Start(DateTime at, bool isSidechain = false) =>
        Raw($"{{\"parentUuid\":\"{Uuid()}\",\"isSidechain\":{(isSidechain ? "true" : "false")},\"userType\":\"external\",\"cwd\":\"/home/dev/{project}\",\"sessionId\":\"{session}\",\"version\":\"2.1.{at.Day}\",\"gitBranch\":\"main\",\"entrypoint\":\"sdk-cli\",");

    private void End(DateTime at, bool isUsage)
    {
        Raw($",\"uuid\":\"{Uuid()}\",\"timestamp\":\"{Text(at)}\"}}\n");
        truth.Lines++;
        truth.UsageLines += isUsage ? 1 : 0;
    }

    private void Raw(string text)
    {
        Span<byte> bytes = stackalloc byte[1024];
        written.Write(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private void Fill(int grains)
    {
        var from = random.Next((filler.Length / Grain) - grains) * Grain;
        written.Write(filler.AsSpan(from, grains * Grain));
    }

    /// <summary>A length around a mean, mostly shorter and sometimes much longer.</summary>
    private int Grains(int mean) => Math.Clamp((int)(-Math.Log(1 - random.NextDouble()) * mean / Grain), 1, 16_000);

    private string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
