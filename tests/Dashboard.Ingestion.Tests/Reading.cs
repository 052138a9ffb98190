using System.Text;

namespace Dashboard.Ingestion.Tests;

internal static class Reading
{
    public const long FileTime = 1_700_000_000_000;

    public static UsageBatch Of(string text, int pieceSize = int.MaxValue, bool isFinal = true) => Of(Encoding.UTF8.GetBytes(text), pieceSize, isFinal);

    public static UsageBatch Of(byte[] bytes, int pieceSize = int.MaxValue, bool isFinal = true)
    {
        var batch = new UsageBatch();
        var reader = new UsageFileReader(new FileContext("f", FileTime), batch);
        Push(reader, bytes, pieceSize);
        reader.Complete(isFinal);
        return batch;
    }

    public static void Push(UsageFileReader reader, byte[] bytes, int pieceSize)
    {
        for (var at = 0; at < bytes.Length; at += Math.Min(pieceSize, bytes.Length - at))
        {
            reader.Push(bytes.AsSpan(at, Math.Min(pieceSize, bytes.Length - at)));
        }
    }

    public static string ALine(string id = "msg_1", string usage = """{"input_tokens":1,"output_tokens":2}""", string more = "") =>
        $$$"""{"type":"assistant","timestamp":"2026-11-03T09:00:01.000Z","sessionId":"s1","uuid":"00000000-0000-4000-8000-000000000001"{{{more}}},"message":{"id":"{{{id}}}","model":"claude-opus-5-5","usage":{{{usage}}}}}""";
}
