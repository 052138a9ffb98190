using System.Text;

namespace Dashboard.Ingestion.Tests.Fuzz;

/// <summary>Real inputs, and what can happen to them. The same seed makes the same input.</summary>
internal static class Mutations
{
    private static readonly byte[][] Tokens =
    [
        .. new[] { "\"", "\\", "{", "}", "[", "]", ":", ",", "null", "-1", "1e999", "\"\\ud800\"", "\\u0000", "\n", "\r\n", "\0", "\uFEFF", "99999999999999999999", "true", "\"usage\":{", "\"type\":\"result\"", "\"message\":", "[[[[[[[[", "é", " " }
            .Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC3],
    ];

    private static readonly Lazy<byte[][]> Originals = new(() =>
    [
        .. new[]
        {
            "clients/claude-code-2.1.197/results/result-1.json",
            "clients/claude-code-2.1.197/results/result-credit.json",
            "clients/claude-code-2.1.197/results/stream-subagent.jsonl",
            "clients/claude-code-2.1.197/truth.jsonl",
            "clients/claude-code-2.1.197/otlp/001-v1-logs.json",
            "clients/claude-agent-sdk-0.3.328/results/unknown-model.jsonl",
            "transcripts/no-ids/claude_code_session.jsonl",
            "transcripts/no-ids/claude_code_subagent.jsonl",
            "transcripts/sdk-cli-2.1.263/cost_state_2.1.270.jsonl",
            "transcripts/sdk-cli-2.1.263/sdk_cli_2.1.263.jsonl",
            "results/result_error_max_budget.json",
            "results/result_error_max_turns.json",
            "results/result_fable_5_1_costBasis.json",
            "results/result_opus5_1m.json",
            "results/stream_2.1.207_haiku_success.ndjson",
        }.Select(f => File.ReadAllBytes(Fixtures.PathOf(f))),
        """[{"id":"e1","seat":"a@example.test","at":"2026-11-03T09:00:01Z","model":"claude-opus-5-5","inputTokens":1,"costUsd":"0.5","tags":{"a":"b"}},{"at":"2026-11-03","model":"m","costUsd":7.5e-05}]"""u8.ToArray(),
        """{"type":"progress","sessionId":"s","data":{"message":{"type":"assistant","timestamp":"2026-02-12T16:02:51.467Z","message":{"id":"m","model":"claude-haiku-4-5","usage":{"input_tokens":3,"cache_creation":{"ephemeral_5m_input_tokens":5}}},"uuid":"u"}}}"""u8.ToArray(),
    ]);

    public static byte[] Next(Random random)
    {
        var originals = Originals.Value;
        var bytes = originals[random.Next(originals.Length)].ToList();
        for (var left = random.Next(1, 6); left > 0 && bytes.Count > 0; left--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 5:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 6:
                    var other = originals[random.Next(originals.Length)];
                    var from = random.Next(other.Length);
                    bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(1, 200), other.Length - from)).ToArray());
                    break;
                default:
                    ReplaceNumber(bytes, at, random);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts something else where the next number stands.</summary>
    private static void ReplaceNumber(List<byte> bytes, int at, Random random)
    {
        var start = bytes.FindIndex(at, b => b is >= (byte)'0' and <= (byte)'9');
        if (start < 0)
        {
            return;
        }

        var end = start;
        while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9')
        {
            end++;
        }

        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Tokens[random.Next(Tokens.Length)]);
    }
}
