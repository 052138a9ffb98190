using System.Collections.Frozen;
using Dashboard.Credits.Admission;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;

namespace Dashboard.Storage.Gate;

/// <summary>Everything the gate needs to answer, at one version. Immutable.</summary>
internal sealed record GateSnapshot
{
    private static readonly GateHold[] NoHolds = [];

    public required GateVersion Version { get; init; }

    public required Organisation Organisation { get; init; }

    /// <summary>By seat.</summary>
    public required FrozenDictionary<int, GateFigures> Seats { get; init; }

    public GateFigures? Pool { get; init; }

    /// <summary>Stages that are entered.</summary>
    public required FrozenSet<(int AccountId, DateOnly CycleStart, string StageId)> Entered { get; init; }

    /// <summary>By account.</summary>
    public required FrozenDictionary<int, GateHold[]> Holds { get; init; }

    public required DeadManStatus DeadMan { get; init; }

    public AdmissionStanding StandingOf(string email, long nowMs)
    {
        var seat = Organisation.SeatOf(email);
        var figures = seat is null ? null : Seats.GetValueOrDefault(seat.Id);
        var account = figures?.AccountId == Organisation.PoolAccount ? Pool : figures;
        return GateStandingBuilder.Of(
            Organisation, seat, figures, Pool,
            (id, stage) => account is not null && Entered.Contains((id, account.CycleStart, stage)),
            account is null ? NoHolds : Holds.GetValueOrDefault(account.AccountId) ?? NoHolds,
            DeadMan.Speaks, nowMs);
    }
}
