using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Runbook;

/// <summary>What a runbook would have done in a cycle, finished.</summary>
public sealed record DryRunView
{
    public required string Answer { get; init; }

    public required string Reason { get; init; }

    /// <summary>Counts beside what was really done.</summary>
    public required IReadOnlyList<KeyValue> Counts { get; init; }

    public required IReadOnlyList<DryRunDecision> Decisions { get; init; }

    public required IReadOnlyList<DryRunMail> Mails { get; init; }

    public required IReadOnlyList<DryRunGate> Gates { get; init; }

    /// <summary>How many decisions, messages and answers there are in all.</summary>
    public required (int Decisions, int Mails, int Gates) Totals { get; init; }
}
