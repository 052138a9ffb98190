using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Runbook;

/// <summary>One decision of the runbook, finished.</summary>
public sealed record CrossingRow
{
    public required long Id { get; init; }

    public required string At { get; init; }

    public required string Name { get; init; }

    public required string? Href { get; init; }

    public required string Team { get; init; }

    public required StateKind State { get; init; }

    public required string Title { get; init; }

    public required string Figures { get; init; }

    /// <summary>What was done: gate, request, silence, shadow.</summary>
    public required string Actions { get; init; }

    public required string Delivery { get; init; }

    public required StateKind DeliveryState { get; init; }

    /// <summary>Who acknowledged; empty: nobody.</summary>
    public required string Acknowledged { get; init; }

    /// <summary>Whose runbook, and which version.</summary>
    public required string Runbook { get; init; }
}
