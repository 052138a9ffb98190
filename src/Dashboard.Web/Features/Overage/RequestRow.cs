using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overage;

/// <summary>One open request with what its answer needs, finished.</summary>
public sealed record RequestRow
{
    public required OverageRequest Request { get; init; }

    public required string Name { get; init; }

    /// <summary>The page of the seat.</summary>
    public required string Href { get; init; }

    /// <summary>Team and plan.</summary>
    public required string Where { get; init; }

    public required StateKind State { get; init; }

    /// <summary>The bar; null before anything was derived.</summary>
    public required AllocationBarView? Bar { get; init; }

    /// <summary><c>cap 40.00 a cycle, until 1 Dec</c>.</summary>
    public required string Asked { get; init; }

    /// <summary>Who asked and how long ago.</summary>
    public required string By { get; init; }

    /// <summary>Credit, projection with band, exhaustion date, last cycles' overage, what ceilings leave.</summary>
    public required IReadOnlyList<KeyValue> Context { get; init; }

    /// <summary>Whether the reader may approve it.</summary>
    public required bool MayApprove { get; init; }

    /// <summary>Whether the reader may refuse it.</summary>
    public required bool MayRefuse { get; init; }

    /// <summary>Whether the reader asked.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Why it cannot be approved here; null when it can.</summary>
    public required string? WhyNot { get; init; }
}
