using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests;

/// <summary>Keeps what the host logs, with the exceptions.</summary>
public sealed class HeardLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text, bool HasTrace)> _lines = new();

    /// <summary>Errors, and whatever has a stack trace.</summary>
    public IReadOnlyList<string> Alarms => [.. _lines.Where(l => l.Level >= LogLevel.Error || (l.HasTrace && l.Level >= LogLevel.Information)).Select(l => l.Text)];

    /// <summary>Everything.</summary>
    public string Text => string.Join('\n', _lines.Select(l => l.Text));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(HeardLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._lines.Enqueue((logLevel, $"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}", exception is not null));
    }
}
