using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Otlp;

namespace Dashboard.Ingestion.Tests.Classification;

/// <summary>The labelled runs: those of the list, and those that the vendor's own clients made headless on an API key.</summary>
internal static class Corpus
{
    private static readonly string[] Clients = ["claude-code-2.1.197", "claude-agent-sdk-0.3.328"];

    /// <summary>What the list says, one line a case.</summary>
    public static IReadOnlyList<LabelledRun> Listed { get; } = [.. File.ReadAllLines(Fixtures.PathOf("classification", "cases.tsv"))
        .Where(l => l.Length > 0 && l[0] != '#')
        .Select(l => l.Split('\t'))
        .Select(c => new LabelledRun(Record(c[0], Text(c[1]), Text(c[2]), c[3] == "yes"), LabelOf(c[4]), c[5], Words(c[0], c[1], c[2], c[3])))];

    /// <summary>Requests that the vendor's clients made, as telemetry and transcripts tell of them. They ran with <c>claude -p</c> and the SDK, on an API key.</summary>
    public static IReadOnlyList<LabelledRun> Captured { get; } = [.. Clients.SelectMany(Telemetry), .. Clients.SelectMany(Transcripts)];

    private static IEnumerable<LabelledRun> Telemetry(string client) => Directory.GetFiles(Fixtures.PathOf("clients", client, "otlp"), "*-v1-logs.*").Order(StringComparer.Ordinal)
        .Select(f => OtlpReader.ReadLogs(File.ReadAllBytes(f), f.EndsWith(".pb", StringComparison.Ordinal) ? OtlpEncoding.Protobuf : OtlpEncoding.Json))
        .SelectMany(l => l!.Usage)
        .Select(u => new LabelledRun(u.Record, Pool.ApiKey, "made headless on an API key; enduser.id names the seat", $"telemetry of {client}, {u.Record.Entrypoint}, enduser.id"));

    private static IEnumerable<LabelledRun> Transcripts(string client) => Directory.GetFiles(Fixtures.PathOf("clients", client, "transcripts"), "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .SelectMany(f => Reading.Of(File.ReadAllBytes(f)).Records)
        .DistinctBy(r => r.MessageId)
        .Select(r => new LabelledRun(r, Pool.ApiKey, "made headless on an API key; the file does not say so", $"transcript of {client}, {r.Entrypoint}"));

    private static UsageRecord Record(string source, string? entrypoint, string? app, bool hasEmail) => new()
    {
        Source = source switch
        {
            "transcript" => UsageSource.Transcript,
            "stream" => UsageSource.Stream,
            "result" => UsageSource.Result,
            "rest" => UsageSource.Rest,
            "otlp" => UsageSource.Otlp,
            "vendor" => UsageSource.VendorReport,
            "csv" => UsageSource.Csv,
            _ => throw new FormatException(source),
        },
        OccurredAtMs = 1_795_000_000_000,
        Model = "claude-sonnet-5-5",
        Entrypoint = entrypoint,
        App = app,
        SeatEmail = hasEmail ? "ana@example.test" : null,
        Tokens = new TokenCounts(1, 1, 0, 0, 0),
    };

    private static Pool LabelOf(string label) => label switch
    {
        "programmatic" => Pool.Programmatic,
        "interactive" => Pool.Interactive,
        "api-key" => Pool.ApiKey,
        "not-knowable" => Pool.Unknown,
        _ => throw new FormatException(label),
    };

    private static string? Text(string cell) => cell == "-" ? null : cell;

    private static string Words(string source, string entrypoint, string app, string email) =>
        string.Join(", ", [source, entrypoint == "-" ? "no entrypoint" : entrypoint, .. app == "-" ? Array.Empty<string>() : [$"app {app}"], email == "yes" ? "e-mail" : "no e-mail"]);
}
