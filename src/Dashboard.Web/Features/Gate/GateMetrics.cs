using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dashboard.Credits.Admission;
using Dashboard.Web.Features.Api;

namespace Dashboard.Web.Features.Gate;

/// <summary>What the gate did, for whoever listens to the meter <c>Drawdown.Gate</c>.</summary>
internal static class GateMetrics
{
    private static readonly Meter Meter = new("Drawdown.Gate");
    private static readonly Counter<long> Answers = Meter.CreateCounter<long>("drawdown_gate_answers_total", "{answer}", "Answers of the gate, by decision.");
    private static readonly Histogram<double> Times = Meter.CreateHistogram<double>("drawdown_gate_answer_seconds", "s", "Time to find an answer of the gate.");
    private static readonly Counter<long> Reservations = Meter.CreateCounter<long>("drawdown_gate_reservations_total", "{reservation}", "What became of reservations: made, refused, settled, released.");

    /// <summary>Words of decisions, made once.</summary>
    private static readonly KeyValuePair<string, object?>[] Words = [.. Enumerable.Range(0, 7).Select(i => new KeyValuePair<string, object?>("decision", ApiText.Word((AdmissionDecision)i)))];

    /// <summary>An answer was given.</summary>
    public static void Answered(AdmissionDecision decision, long startTimestamp)
    {
        Answers.Add(1, Words[(int)decision]);
        Times.Record(Stopwatch.GetElapsedTime(startTimestamp).TotalSeconds);
    }

    /// <summary>A reservation was made, refused, settled or released.</summary>
    public static void Reservation(string outcome) => Reservations.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
