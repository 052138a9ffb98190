using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Web.Features.Telemetry;

/// <summary>What Claude Code and the Agent SDK are told so that they send their telemetry here. Source: facts, section 3a.</summary>
/// <param name="Address">The address of this server.</param>
/// <param name="Key">The API key; null while there is none to show.</param>
public sealed record ClientSettings(string Address, string? Key)
{
    private const string Placeholder = "dd_…";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string Endpoint => Address.TrimEnd('/');

    /// <summary>The variables, in order. The entrypoint tells programmatic runs from others: without it nothing is known to draw credit.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables =>
    [
        new("CLAUDE_CODE_ENABLE_TELEMETRY", "1"),
        new("OTEL_LOGS_EXPORTER", "otlp"),
        new("OTEL_METRICS_EXPORTER", "otlp"),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint),
        new("OTEL_EXPORTER_OTLP_HEADERS", $"Authorization=Bearer {Key ?? Placeholder}"),
        new("OTEL_METRICS_INCLUDE_ENTRYPOINT", "true"),
    ];

    /// <summary>Managed settings for every machine: they lock the address, so that nobody sends elsewhere by mistake.</summary>
    public string Managed => JsonSerializer.Serialize(new { env = Variables.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal) }, Indented);

    /// <summary>Lines for a shell or a CI job. A run with an API key names nobody, so whose it is stands in its resource attributes.</summary>
    public string Lines => string.Join('\n', Variables.Select(v => $"export {v.Key}=\"{v.Value}\"")
        .Append("export OTEL_RESOURCE_ATTRIBUTES=\"enduser.id=you@example.com,team.id=platform,cost_center=eng-1,repository=owner/name,workflow=nightly\""));
}
