using System.Collections.Frozen;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security;

/// <summary>The one table of who may do what. Whether a right holds for the whole organisation, teams or one seat follows from the role: <see cref="SeatScope"/>.</summary>
public static class RoleRights
{
    private static readonly FrozenDictionary<Role, FrozenSet<Right>> Table = new Dictionary<Role, FrozenSet<Right>>
    {
        [Role.Owner] = Enum.GetValues<Right>().ToFrozenSet(),
        [Role.Finance] = FrozenSet.Create(Right.SeeFigures, Right.SeeSeats, Right.Export, Right.SeeAudit, Right.SeeSettings, Right.ReadBalances, Right.CloseBooks, Right.ImportUsage, Right.SeeHealth, Right.Share, Right.SeeRunbook, Right.AnswerAlerts),
        [Role.TeamAdmin] = FrozenSet.Create(Right.SeeSeats, Right.Export, Right.ManageSeats, Right.DecideOverage, Right.RequestOverage, Right.RecordClaims, Right.ReadBalances, Right.SeeRunbook, Right.AnswerAlerts),
        [Role.SeatHolder] = FrozenSet.Create(Right.SeeSeats, Right.RequestOverage, Right.ReadBalances),
        [Role.Auditor] = FrozenSet.Create(Right.SeeFigures, Right.SeeSeats, Right.Export, Right.SeeAudit, Right.SeeSettings, Right.SeeHealth, Right.SeeRunbook),
        [Role.Platform] = FrozenSet.Create(Right.ManageSources, Right.ManageKeys, Right.SeeHealth, Right.ManageJobs),
    }.ToFrozenDictionary();

    /// <summary>Whether the role has the right, within its scope.</summary>
    public static bool Has(Role role, Right right) => Table[role].Contains(right);
}
