using System.Globalization;
using System.Text;

namespace Dashboard.Ingestion.Tests.Import;

/// <summary>A data directory and a folder of transcripts, gone afterwards.</summary>
public sealed class Place : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("drawdown-import-").FullName;

    public string Data => Path.Combine(root, "data");

    public string Files => Directory.CreateDirectory(Path.Combine(root, "files")).FullName;

    /// <summary>One line of a transcript.</summary>
    public static string Line(string id, int output = 100, string session = "s1", int minute = 0) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"type":"assistant","uuid":"u-{{id}}","sessionId":"{{session}}","timestamp":"2026-11-20T09:{{minute % 60:00}}:00Z","requestId":"req-{{id}}","cwd":"/home/jane/classified/shop","message":{"id":"msg-{{id}}","model":"claude-opus-4-8","usage":{"input_tokens":1000,"output_tokens":{{output}},"cache_creation_input_tokens":0,"cache_read_input_tokens":5000} } }""") + "\n";

    public string Write(string name, params string[] lines)
    {
        var path = Path.Combine(Files, name);
        File.WriteAllText(path, string.Concat(lines), new UTF8Encoding(false));
        return path;
    }

    public Task<(int Exit, string Output, string Error)> ImportAsync(params string[] args) => Fixtures.RunAsync(["import", .. args, "--data", Data]);

    public Task<StoredTotals> TotalsAsync() => StoredTotals.OfAsync(Data);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
