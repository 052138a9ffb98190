using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dashboard.Storage.Runbooks;

namespace Dashboard.Web.Deliveries;

/// <summary>What left the house, for whoever listens to the meter <c>Drawdown.Deliveries</c>.</summary>
internal static class DeliveryMetrics
{
    private static readonly Meter Meter = new("Drawdown.Deliveries");
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("drawdown_delivery_attempts_total", "{attempt}", "Attempts to deliver a mail or a webhook, by channel and outcome.");
    private static readonly Histogram<double> Times = Meter.CreateHistogram<double>("drawdown_delivery_attempt_seconds", "s", "Time of one attempt to deliver.");

    /// <summary>After an attempt: <c>sent</c>, <c>later</c> or <c>given-up</c>.</summary>
    public static void Attempted(DeliveryChannel channel, string outcome, long startTimestamp)
    {
        var word = new KeyValuePair<string, object?>("channel", channel == DeliveryChannel.Mail ? "mail" : "webhook");
        Attempts.Add(1, word, new KeyValuePair<string, object?>("outcome", outcome));
        Times.Record(Stopwatch.GetElapsedTime(startTimestamp).TotalSeconds, word);
    }
}
