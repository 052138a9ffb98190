using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Runbook;

/// <summary>An account with open alerts, finished.</summary>
public sealed record AlertRow
{
    public required int SeatId { get; init; }

    /// <summary>The decisions to acknowledge.</summary>
    public required IReadOnlyList<long> Crossings { get; init; }

    public required string Name { get; init; }

    /// <summary>The seat's page; null for the shared account.</summary>
    public required string? Href { get; init; }

    public required string Team { get; init; }

    public required StateKind State { get; init; }

    /// <summary><c>95% reached</c>, and the lower stages that are open too.</summary>
    public required string Title { get; init; }

    public required string Also { get; init; }

    /// <summary>A sentence with the figures of now.</summary>
    public required string Text { get; init; }

    public required AllocationBarView? Bar { get; init; }

    public required string Since { get; init; }

    public required string Gate { get; init; }

    public required string Delivery { get; init; }

    public required StateKind DeliveryState { get; init; }

    /// <summary>Shadow, silenced, asked for overage, escalation: short facts.</summary>
    public required IReadOnlyList<string> Marks { get; init; }

    /// <summary>Whether the reader may acknowledge and silence it.</summary>
    public required bool MayAnswer { get; init; }
}
