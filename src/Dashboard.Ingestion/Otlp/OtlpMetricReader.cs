using System.Globalization;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Otlp;

/// <summary>Makes readings of the data points of one request. Schema: facts, sections 3a and 6.</summary>
internal sealed class OtlpMetricReader
{
    private const string Cost = "claude_code.cost.usage";
    private const string Tokens = "claude_code.token.usage";
    private const ulong Delta = 1;
    private const ulong Cumulative = 2;
    private const int MostIssues = 1_000;

    public OtlpMetricReader() => Point = new OtlpPoint(new Utf8StringCache());

    public OtlpPoint Point { get; }

    public OtlpMetrics Found { get; } = new();

    /// <summary>Whether points of this metric mean something here.</summary>
    public bool Wants => Point.Metric is Cost or Tokens;

    /// <summary>Takes the point that <see cref="Point"/> holds now.</summary>
    public void OnPoint(bool isSum, bool isReadable, ReadOnlySpan<byte> resource)
    {
        Found.Sent++;
        if (!Wants)
        {
            return;
        }

        if (!isReadable || !isSum)
        {
            Refuse(isSum ? "The data point cannot be read." : "The metric is no sum.");
            return;
        }

        var isCost = Point.Metric == Cost;
        var kind = isCost ? MetricKind.Cost : KindOf(Point.Own[OtlpField.TokenType].AsText());
        var amount = isCost ? Point.Value.AsUsd()?.Value : Point.Value.AsWhole();
        var model = Point.Own[OtlpField.Model].AsText();
        var issue = Point.Temporality is not (Delta or Cumulative) ? "The metric states no temporality."
            : kind is null ? "The type of the tokens is none of input, output, cacheRead and cacheCreation."
            : amount is not { } number || number < 0 || number > MetricReading.MostOf(kind.Value) ? "The value is out of range."
            : Point.TimeNano is 0 or > long.MaxValue || Point.StartNano > long.MaxValue ? "The data point has no instant."
            : model is null or { Length: > 256 } ? "model is missing."
            : null;
        if (issue is not null)
        {
            Refuse(issue);
            return;
        }

        Found.Readings.Add(new OtlpReading(Found.Sent, new MetricReading(
            Point.SeriesKey(resource),
            (long)Point.StartNano,
            (long)Point.TimeNano,
            Point.Temporality == Cumulative,
            OtlpTags.SeatOf(Point[OtlpField.UserEmail], Point[OtlpField.EndUser]),
            model!,
            kind!.Value,
            amount!.Value)));
    }

    private static MetricKind? KindOf(string? type) => type switch
    {
        "input" => MetricKind.Input,
        "output" => MetricKind.Output,
        "cacheRead" => MetricKind.CacheRead,
        "cacheCreation" => MetricKind.CacheWrite,
        _ => null,
    };

    private void Refuse(string reason)
    {
        if (Found.Issues.Count < MostIssues)
        {
            Found.Issues.Add(new ParseIssue(string.Create(CultureInfo.InvariantCulture, $"data point {Found.Sent}"), 0, reason));
        }
    }
}
