using System.Globalization;
using Dashboard.Storage.Jobs;

namespace Dashboard.Web.Features.Jobs;

/// <summary>Which runs of a job are shown, as it stands in the address.</summary>
/// <param name="Text">In what was said, the error or the server.</param>
/// <param name="State">How it ended.</param>
/// <param name="HasEffect">Only runs that did something, or failed.</param>
public sealed record JobRunsFilter(string? Text = null, JobRunState? State = null, bool HasEffect = false)
{
    private const int MostText = 200;

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => this != new JobRunsFilter();

    /// <summary>From the parts of an address; what cannot be read is left out.</summary>
    public static JobRunsFilter Of(string? text, string? state, string? effect) => new(
        string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(MostText, text.Trim().Length)].Replace("\0", "", StringComparison.Ordinal),
        Enum.GetValues<JobRunState>().Where(s => Key(s) == state).Select(s => (JobRunState?)s).FirstOrDefault(),
        effect == "1");

    /// <summary>A state as an address holds it.</summary>
    public static string Key(JobRunState state) => JobWords.Of(state).Word.ToLowerInvariant();

    /// <summary>A run's id; null for anything else.</summary>
    public static long? IdOf(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The address, without what is not asked.</summary>
    public string Address(string job, long? before = null, long? open = null)
    {
        List<(string Name, string? Value)> parts =
        [
            ("q", Text is null ? null : Uri.EscapeDataString(Text)), ("state", State is { } state ? Key(state) : null), ("effect", HasEffect ? "1" : null),
            ("before", before?.ToString(CultureInfo.InvariantCulture)), ("run", open?.ToString(CultureInfo.InvariantCulture)),
        ];
        var query = string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={p.Value}"));
        return $"jobs/{job}{(query.Length == 0 ? "" : "?" + query)}";
    }
}
