namespace Dashboard.Web.Features.Jobs;

/// <summary>Which jobs the list shows, as it stands in the address.</summary>
/// <param name="Text">In name, schedule, what it did or why it failed.</param>
/// <param name="State">A state, or <c>missed</c>.</param>
/// <param name="IsWeek">Sums over 7 days instead of 24 hours.</param>
public sealed record JobsFilter(string? Text = null, string? State = null, bool IsWeek = false)
{
    private const int MostText = 200;

    /// <summary>The word for jobs that missed runs.</summary>
    public const string Missed = "missed";

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => Text is not null || State is not null;

    /// <summary>From the parts of an address; what cannot be read is left out.</summary>
    public static JobsFilter Of(string? text, string? state, string? over) => new(
        string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(MostText, text.Trim().Length)],
        state == Missed || JobWords.StateOf(state) is not null ? state : null,
        over == "7d");

    /// <summary>The address, without what is not asked.</summary>
    public string Address
    {
        get
        {
            var parts = new List<string>();
            if (Text is not null)
            {
                parts.Add("q=" + Uri.EscapeDataString(Text));
            }

            if (State is not null)
            {
                parts.Add("state=" + State);
            }

            if (IsWeek)
            {
                parts.Add("over=7d");
            }

            return parts.Count == 0 ? "jobs" : "jobs?" + string.Join('&', parts);
        }
    }

    /// <summary>Whether a job is asked for.</summary>
    public bool Has(JobLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return (State is null || (State == Missed ? line.Missed is not null : JobWords.StateOf(State) == line.State))
            && (Text is not { } text || ((string?[])[line.Name, line.Schedule, line.Said, line.Sums, line.Pause, line.Node, line.Failure?.Text, line.Id]).Any(t => t?.Contains(text, StringComparison.OrdinalIgnoreCase) == true));
    }
}
