using Dashboard.Ingestion;

namespace Dashboard.Web.Telemetry;

/// <summary>What became of a request whose rest is stored.</summary>
/// <param name="Rejected">Log records or data points that were not taken.</param>
/// <param name="Message">Why, with their places; empty when all were.</param>
internal sealed record TelemetryOutcome(int Rejected, string Message)
{
    private const int MostNamed = 10;

    public static TelemetryOutcome Of(IReadOnlyCollection<ParseIssue> refused)
    {
        var named = string.Join(' ', refused.Take(MostNamed).Select(i => $"{i.File}: {i.Reason}"));
        return new TelemetryOutcome(refused.Count, refused.Count > MostNamed ? $"{named} And {refused.Count - MostNamed} more." : named);
    }
}
