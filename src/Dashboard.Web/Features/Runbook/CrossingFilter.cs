using System.Globalization;
using Dashboard.Credits.Runbook;

namespace Dashboard.Web.Features.Runbook;

/// <summary>What the log of decisions is narrowed to, as its address says it.</summary>
public sealed record CrossingFilter(string? Text = null, string? Team = null, string? Stage = null, StageMove? Move = null, DateOnly? Cycle = null, long? Before = null)
{
    /// <summary>The address; defaults are left out.</summary>
    public string Href
    {
        get
        {
            var parts = new List<string>();
            Add("q", Text);
            Add("team", Team);
            Add("stage", Stage);
            Add("move", Move?.ToString().ToLowerInvariant());
            Add("cycle", Cycle?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Add("before", Before?.ToString(CultureInfo.InvariantCulture));
            return "runbook/decisions" + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));

            void Add(string name, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                {
                    parts.Add($"{name}={Uri.EscapeDataString(value)}");
                }
            }
        }
    }

    /// <summary>Whether anything narrows it.</summary>
    public bool IsNarrowed => !string.IsNullOrWhiteSpace(Text) || Team is not null || Stage is not null || Move is not null || Cycle is not null;
}
