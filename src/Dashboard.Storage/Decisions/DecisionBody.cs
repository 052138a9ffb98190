using System.Text.Json.Serialization;

namespace Dashboard.Storage.Decisions;

/// <summary>What was decided: a closed set, stored as JSON with the kind as its discriminator. Kinds and property names are stored; never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "decision")]
[JsonDerivedType(typeof(OrganisationCreated), "organisation-created")]
[JsonDerivedType(typeof(OrganisationRenamed), "organisation-renamed")]
[JsonDerivedType(typeof(BooksStartMoved), "books-start-moved")]
[JsonDerivedType(typeof(ZoneChanged), "zone-changed")]
[JsonDerivedType(typeof(ProgrammeChosen), "programme-chosen")]
[JsonDerivedType(typeof(AllowanceSet), "allowance-set")]
[JsonDerivedType(typeof(SeatFeeSet), "seat-fee-set")]
[JsonDerivedType(typeof(PriceAdded), "price-added")]
[JsonDerivedType(typeof(PoolRulesChanged), "pool-rules-changed")]
[JsonDerivedType(typeof(ContractSet), "contract-set")]
[JsonDerivedType(typeof(PoolAnchorSet), "pool-anchor-set")]
[JsonDerivedType(typeof(SeatAdded), "seat-added")]
[JsonDerivedType(typeof(SeatRenamed), "seat-renamed")]
[JsonDerivedType(typeof(SeatPlanChanged), "seat-plan-changed")]
[JsonDerivedType(typeof(SeatTeamChanged), "seat-team-changed")]
[JsonDerivedType(typeof(SeatCostCentreChanged), "seat-cost-centre-changed")]
[JsonDerivedType(typeof(SeatAnchorChanged), "seat-anchor-changed")]
[JsonDerivedType(typeof(SeatEnded), "seat-ended")]
[JsonDerivedType(typeof(CreditClaimed), "credit-claimed")]
[JsonDerivedType(typeof(OverageDecided), "overage-decided")]
[JsonDerivedType(typeof(GrantVoided), "grant-voided")]
[JsonDerivedType(typeof(LedgerAdjusted), "ledger-adjusted")]
[JsonDerivedType(typeof(SourceCreated), "source-created")]
[JsonDerivedType(typeof(SourceRenamed), "source-renamed")]
[JsonDerivedType(typeof(SourceSeatSet), "source-seat-set")]
[JsonDerivedType(typeof(SourcePoolSet), "source-pool-set")]
[JsonDerivedType(typeof(RoleGranted), "role-granted")]
[JsonDerivedType(typeof(RoleWithdrawn), "role-withdrawn")]
[JsonDerivedType(typeof(TeamCreated), "team-created")]
[JsonDerivedType(typeof(TeamRenamed), "team-renamed")]
[JsonDerivedType(typeof(CostCentreCreated), "cost-centre-created")]
[JsonDerivedType(typeof(CostCentreRenamed), "cost-centre-renamed")]
[JsonDerivedType(typeof(SeatAdditionTakenBack), "seat-addition-taken-back")]
[JsonDerivedType(typeof(SeatEndTakenBack), "seat-end-taken-back")]
[JsonDerivedType(typeof(ClaimTakenBack), "claim-taken-back")]
[JsonDerivedType(typeof(SeatsImported), "seats-imported")]
[JsonDerivedType(typeof(SeatsImportUndone), "seats-import-undone")]
public abstract record DecisionBody
{
    /// <summary>What it is about: <c>organisation</c>, <c>seat:12</c>, <c>source:3</c>, <c>people</c>, <c>teams</c>, <c>imports</c>.</summary>
    [JsonIgnore]
    public abstract string Subject { get; }
}
