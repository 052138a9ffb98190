using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Dashboard.Web.Observability;

/// <summary>
/// Adds up the product's own meters (<c>Drawdown.*</c>) since the start and writes them in the text format that Prometheus reads:
/// counters as they are, times as a sum and a count.
/// </summary>
internal sealed class MetricsCollector : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<(string Name, string Labels), Total> _totals = new();
    private readonly MeterListener _listener = new();

    /// <summary>Listens from the start of the host on.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Drawdown.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    /// <summary>All series, ordered by name.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var series in _totals.GroupBy(t => t.Key.Name).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var isTime = series.First().Value.IsTime;
            text.Append(CultureInfo.InvariantCulture, $"# HELP {series.Key} {series.First().Value.Description}\n# TYPE {series.Key} {(isTime ? "summary" : "counter")}\n");
            foreach (var (key, total) in series.OrderBy(s => s.Key.Labels, StringComparer.Ordinal))
            {
                var (sum, count) = total.Read();
                if (isTime)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{key.Name}_sum{key.Labels} {sum:R}\n{key.Name}_count{key.Labels} {count}\n");
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"{key.Name}{key.Labels} {sum:R}\n");
                }
            }
        }

        return text.ToString();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = "";
        foreach (var (name, tag) in tags)
        {
            labels += $"{(labels.Length == 0 ? "{" : ",")}{name}=\"{tag}\"";
        }

        _totals.GetOrAdd((instrument.Name, labels.Length == 0 ? "" : labels + "}"), _ => new Total(instrument is Histogram<double>, instrument.Description ?? "")).Add(value);
    }

    private sealed class Total(bool isTime, string description)
    {
        private readonly Lock _gate = new();
        private double _sum;
        private long _count;

        public bool IsTime => isTime;

        public string Description => description;

        public void Add(double value)
        {
            lock (_gate)
            {
                _sum += value;
                _count++;
            }
        }

        public (double Sum, long Count) Read()
        {
            lock (_gate)
            {
                return (_sum, _count);
            }
        }
    }
}
