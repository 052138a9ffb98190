using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.TestKit.Telemetry;

/// <summary>Bodies of OTLP requests, written from the field numbers and names of the specification, apart from the product's own reader.</summary>
public static class TelemetryBody
{
    public const int Delta = 1;
    public const int Cumulative = 2;

    public static byte[] Logs(bool isJson, (string, object)[] resource, params TelemetryRecord[] records) => isJson
        ? Json("resourceLogs", "scopeLogs", "com.anthropic.claude_code.events", resource, "logRecords", new JsonArray([.. records.Select(r => new JsonObject
        {
            ["timeUnixNano"] = Text(r.TimeNano),
            ["body"] = new JsonObject { ["stringValue"] = r.Body },
            ["attributes"] = Attributes(r.Attributes),
            ["traceId"] = "0af7651916cd43dd8448eb211c80319c",
        })]))
        : Proto("com.anthropic.claude_code.events", resource, records.Select(r => Join(
            [Fixed(1, r.TimeNano), Bytes(5, Bytes(1, r.Body)), .. r.Attributes.Select(a => Bytes(6, Pair(a))), Bytes(9, "0123456789abcdef")])));

    public static byte[] Metrics(bool isJson, int temporality, (string, object)[] resource, params TelemetryPoint[] points) => isJson
        ? Json("resourceMetrics", "scopeMetrics", "com.anthropic.claude_code", resource, "metrics", new JsonArray([.. points.Select(p => new JsonObject
        {
            ["name"] = p.Metric,
            ["sum"] = new JsonObject
            {
                ["dataPoints"] = new JsonArray(new JsonObject
                {
                    ["attributes"] = Attributes(p.Attributes),
                    ["startTimeUnixNano"] = Text(p.StartNano),
                    ["timeUnixNano"] = Text(p.TimeNano),
                    [p.Value is double ? "asDouble" : "asInt"] = p.Value is double real ? JsonValue.Create(real) : Text(Convert.ToInt64(p.Value, CultureInfo.InvariantCulture)),
                }),
                ["aggregationTemporality"] = temporality,
                ["isMonotonic"] = true,
            },
        })]))
        : Proto("com.anthropic.claude_code", resource, points.Select(p => Join(
            [Bytes(1, p.Metric), Bytes(7, Join([Bytes(1, Point(p)), Join([Varint((2 << 3) | 0), Varint((ulong)temporality)]), Join([Varint((3 << 3) | 0), Varint(1)])]))])));

    private static byte[] Point(TelemetryPoint p) => Join(
        [.. p.Attributes.Select(a => Bytes(7, Pair(a))), Fixed(2, p.StartNano), Fixed(3, p.TimeNano), p.Value is double real ? Fixed(4, BitConverter.DoubleToInt64Bits(real)) : Fixed(6, Convert.ToInt64(p.Value, CultureInfo.InvariantCulture))]);

    private static byte[] Json(string resources, string scopes, string scope, (string, object)[] resource, string name, JsonArray items) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        [resources] = new JsonArray(new JsonObject
        {
            // The scopes stand before their resource: the order of fields means nothing.
            [scopes] = new JsonArray(new JsonObject { [name] = items, ["scope"] = new JsonObject { ["name"] = scope } }),
            ["resource"] = new JsonObject { ["attributes"] = Attributes(resource) },
        }),
        ["unknownField"] = new JsonArray(1, new JsonObject { ["a"] = null }),
    });

    private static byte[] Proto(string scope, (string, object)[] resource, IEnumerable<byte[]> items) => Join(
        [Bytes(1, Join([Bytes(2, Join([.. items.Select(i => Bytes(2, i)), Bytes(1, Bytes(1, scope))])), Bytes(1, Join([.. resource.Select(a => Bytes(1, Pair(a)))]))])), Bytes(99, "unknown"), Fixed(98, 7)]);

    private static JsonArray Attributes((string Name, object Value)[] attributes) => [.. attributes.Select(a => new JsonObject { ["key"] = a.Name, ["value"] = Any(a.Value) })];

    private static JsonObject Any(object value) => value switch
    {
        string text => new() { ["stringValue"] = text },
        bool truth => new() { ["boolValue"] = truth },
        double real => new() { ["doubleValue"] = double.IsFinite(real) ? JsonValue.Create(real) : JsonValue.Create(real.ToString(CultureInfo.InvariantCulture)) },

        // Senders write 64-bit numbers both ways.
        long whole => new() { ["intValue"] = Text(whole) },
        _ => new() { ["intValue"] = JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)) },
    };

    private static byte[] Pair((string Name, object Value) a) => Join([Bytes(1, a.Name), Bytes(2, a.Value switch
    {
        string text => Bytes(1, text),
        bool truth => Join([Varint(2 << 3), Varint(truth ? 1UL : 0)]),
        double real => Fixed(4, BitConverter.DoubleToInt64Bits(real)),
        _ => Join([Varint(3 << 3), Varint(unchecked((ulong)Convert.ToInt64(a.Value, CultureInfo.InvariantCulture)))]),
    })]);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Bytes(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] bytes) => Join([Varint((ulong)((field << 3) | 2)), Varint((ulong)bytes.Length), bytes]);

    private static byte[] Fixed(int field, long number) => Join([Varint((ulong)((field << 3) | 1)), BitConverter.GetBytes(number)]);

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)((value & 0x7F) | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static byte[] Join(IEnumerable<byte[]> parts) => [.. parts.SelectMany(p => p)];
}
