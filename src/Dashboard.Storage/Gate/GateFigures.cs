using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;

namespace Dashboard.Storage.Gate;

/// <summary>A seat, or the shared account, in its running cycle, as the gate needs it.</summary>
internal sealed record GateFigures
{
    /// <summary>The account it draws from: the seat's own id, or 0.</summary>
    public required int AccountId { get; init; }

    /// <summary>First local day of the cycle.</summary>
    public required DateOnly CycleStart { get; init; }

    public required long StartMs { get; init; }

    public required long EndMs { get; init; }

    public required CycleKind Kind { get; init; }

    public required SeatCycleState State { get; init; }

    public Nanodollars Allocation { get; init; }

    public Nanodollars Consumed { get; init; }

    public Nanodollars Available { get; init; }

    /// <summary>Overage posted: of a seat in the shared account its own.</summary>
    public Nanodollars Overage { get; init; }

    /// <summary>The seat's sources are silent beyond their window.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether an instant lies in the cycle.</summary>
    public bool Contains(long atMs) => StartMs <= atMs && atMs < EndMs;
}
