using System.Text;

namespace Dashboard.Benchmarks.Corpus;

/// <summary>
/// Writes a folder like <c>~/.claude/projects</c> with a known truth: streamed lines, forks, sidechain replays under new request ids,
/// progress copies, usage summaries that nobody bills, error lines, cut last lines, sessions without request ids. A file was last written when its session ended.
/// </summary>
public static class CorpusGenerator
{
    private const int Days = 61;
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789";
    private static readonly DateTime First = new(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes <c>folder/projects/…</c>. The same arguments write the same bytes.</summary>
    public static CorpusTruth Write(string folder, long bytes, int files, int seed)
    {
        var truth = new CorpusTruth();
        var filler = Filler(seed);
        List<CorpusRequest> earlier = [];
        for (var i = 0; i < files; i++)
        {
            var random = new Random(HashCode(seed, i));
            var project = $"project-{random.Next(40)}";
            var session = new Guid(Bytes(random, 16)).ToString();
            var file = new CorpusFile(random, filler, session, project, truth);

            // Sizes differ widely; together they come to the size asked for.
            var target = (long)((bytes - truth.Bytes) / (files - i) * (i == files - 1 ? 1 : 0.25 + (random.NextDouble() * 1.5)));
            var requests = Session(file, random, target, earlier, truth);
            earlier = requests.Count > 8 ? requests : earlier;
            var path = Path.Combine(folder, "projects", "-home-dev-" + project, session + ".jsonl");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes.Span);
            File.SetLastWriteTimeUtc(path, requests[^1].At);
            truth.Bytes += file.Length;
        }

        return truth;
    }

    private static List<CorpusRequest> Session(CorpusFile file, Random random, long target, List<CorpusRequest> earlier, CorpusTruth truth)
    {
        List<CorpusRequest> requests = [];
        var at = First.AddSeconds(random.Next(Days * 86_400));
        var hasRequestIds = random.Next(1000) >= 45;
        if (random.Next(12) == 0)
        {
            foreach (var old in earlier.Take(random.Next(1, 30)))
            {
                file.Replay(old, old.RequestId);
            }
        }

        while (file.Length < target || requests.Count == 0)
        {
            at = at.AddSeconds(random.Next(5, 90));
            var request = ARequest(random, hasRequestIds, at);
            requests.Add(request);
            Count(truth, request);
            file.Request(request, isSidechain: false);
            for (var i = random.Next(4); i > 1; i--)
            {
                file.ToolResult(at.AddSeconds(3));
            }

            switch (random.Next(40))
            {
                case 0:
                    file.Replay(request, hasRequestIds ? "req_011" + Id(random, 22) : null);
                    break;
                case 1 or 2 when hasRequestIds:
                    file.Progress(request);
                    break;
                case 3 when random.Next(4) == 0:
                    file.Synthetic(at);
                    break;
                default:
                    file.ToolResult(at.AddSeconds(2));
                    break;
            }
        }

        if (random.Next(10) == 0)
        {
            file.Cut(ARequest(random, hasRequestIds, at));
        }

        return requests;
    }

    private static CorpusRequest ARequest(Random random, bool hasRequestId, DateTime at)
    {
        var write = random.Next(100, 9_000);
        var isOneHour = random.Next(4) == 0;
        return new CorpusRequest(
            "msg_01" + Id(random, 22),
            hasRequestId ? "req_011" + Id(random, 22) : null,
            CorpusModel.All[random.Next(CorpusModel.All.Length)],
            random.Next(1, 18),
            random.Next(20, 900),
            isOneHour ? 0 : write,
            isOneHour ? write : 0,
            random.Next(5_000, 170_000),
            at);
    }

    private static void Count(CorpusTruth truth, CorpusRequest request)
    {
        truth.Requests++;
        truth.Input += request.Input;
        truth.Output += request.Output;
        truth.CacheWrite5m += request.Write5m;
        truth.CacheWrite1h += request.Write1h;
        truth.CacheRead += request.Read;
        truth.Nano += request.Nano;
    }

    /// <summary>Words with escapes, in grains of 64 bytes, so that a cut between grains never cuts an escape.</summary>
    private static byte[] Filler(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var grain = 0; grain < 65_536; grain++)
        {
            var line = new StringBuilder();
            while (line.Length < 50)
            {
                line.Append(Id(random, random.Next(2, 11)).ToLowerInvariant()).Append(random.Next(14) switch { 0 => "\\n", 1 => "\\\"", 2 => ", ", 3 => "(); ", _ => " " });
            }

            text.Append(line.ToString().PadRight(64)[..64]);
            if (text[^1] == '\\')
            {
                text[^1] = '.';
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string Id(Random random, int length) => string.Create(length, random, (span, r) =>
    {
        foreach (ref var c in span)
        {
            c = Letters[r.Next(Letters.Length)];
        }
    });

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static int HashCode(int seed, int file) => unchecked((seed * 1_000_003) + (file * 7919) + 17);
}
