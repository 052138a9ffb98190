namespace Dashboard.Web.Security;

/// <summary>What somebody may do. Which roles have which rights is <see cref="RoleRights"/>; every right is also the name of an authorization policy.</summary>
public enum Right
{
    /// <summary>Figures of the whole organisation: Overview, Ledger, summary.</summary>
    SeeFigures,

    /// <summary>Seats and their usage, ledger and decisions. Scoped.</summary>
    SeeSeats,

    /// <summary>Files of what the person sees.</summary>
    Export,

    /// <summary>The audit log.</summary>
    SeeAudit,

    /// <summary>Settings: programmes, prices, rules, limits; looked at, not changed.</summary>
    SeeSettings,

    /// <summary>Add, rename, move and end seats, change plans. Scoped.</summary>
    ManageSeats,

    /// <summary>Decide overage. Scoped.</summary>
    DecideOverage,

    /// <summary>Turn overage on without a cap. Owners only.</summary>
    DecideOverageWithoutCap,

    /// <summary>Ask for overage, and say how the vendor's switch stands. Scoped.</summary>
    RequestOverage,

    /// <summary>Record claims. Scoped.</summary>
    RecordClaims,

    /// <summary>Enter what the vendor's console shows as left. Scoped.</summary>
    ReadBalances,

    /// <summary>Void, adjust, close and reopen.</summary>
    CloseBooks,

    /// <summary>Programmes, allowances, prices, rules, zone, limits, configuration as code.</summary>
    DecideSettings,

    /// <summary>People, roles, invitations, erasure.</summary>
    ManagePeople,

    /// <summary>Where usage comes from; dropped files, watched folders.</summary>
    ManageSources,

    /// <summary>Files of usage: import them, see what they would change, take imports back.</summary>
    ImportUsage,

    /// <summary>API keys.</summary>
    ManageKeys,

    /// <summary>Health of the machinery, jobs, the API page.</summary>
    SeeHealth,

    /// <summary>The runbook, its decisions and deliveries. Scoped.</summary>
    SeeRunbook,

    /// <summary>Change what happens at which stage.</summary>
    DecideRunbook,

    /// <summary>Acknowledge stages, silence them. Scoped.</summary>
    AnswerAlerts,

    /// <summary>Run, pause and reschedule jobs.</summary>
    ManageJobs,

    /// <summary>Read-only links for people who do not sign in.</summary>
    Share,
}
