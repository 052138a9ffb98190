using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security;

/// <summary>The right that each kind of decision needs. A kind without a line is nobody's: <see cref="Decider"/> refuses it.</summary>
public static class DecisionRights
{
    /// <summary>The right, or null for a kind that has no line yet.</summary>
    public static Right? NeededFor(DecisionBody body) => body switch
    {
        OrganisationCreated or OrganisationRenamed or BooksStartMoved or ZoneChanged or ProgrammeChosen or AllowanceSet or SeatFeeSet
            or PriceAdded or PoolRulesChanged or SignalPatternsSet or ContractSet or PoolAnchorSet or PayerRulesSet or TeamDecision or IdentityDecision or MoneySourceSet or OverageCeilingSet or OverageApprovalLimitSet => Right.DecideSettings,
        SeatAdded or SeatRenamed or SeatPlanChanged or SeatTeamChanged or SeatCostCentreChanged or SeatAnchorChanged or SeatEnded
            or SeatAdditionTakenBack or SeatEndTakenBack or ImportDecision => Right.ManageSeats,
        CreditClaimed or ClaimTakenBack => Right.RecordClaims,
        BalanceRead or BalanceReadingTakenBack => Right.ReadBalances,
        OverageDecided { On: true, Cap: null } => Right.DecideOverageWithoutCap,
        OverageDecided or OverageRequestAnswered => Right.DecideOverage,
        OverageRequested or OverageRequestWithdrawn or VendorStateDeclared => Right.RequestOverage,
        GrantVoided or LedgerAdjusted => Right.CloseBooks,
        SilenceSet or SilenceEnded => Right.AnswerAlerts,
        RunbookDecision => Right.DecideRunbook,
        SourceDecision => Right.ManageSources,
        PersonDecision => Right.ManagePeople,
        _ => null,
    };
}
