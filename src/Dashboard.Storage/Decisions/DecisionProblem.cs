namespace Dashboard.Storage.Decisions;

/// <summary>Why a decision is refused.</summary>
public enum DecisionProblem
{
    OrganisationMissing,
    OrganisationExists,
    UnknownZone,
    UnknownProgramme,
    UnknownPlan,
    UnknownSeat,
    UnknownSource,
    EmailTaken,
    NameTaken,
    BadEmail,
    BadText,
    BadAnchor,
    BadInstant,
    BadAmount,
    BadPrice,
    BadRules,
    DatedBack,
    AlreadyClaimed,
    ReasonMissing,
    SecondPersonNeeded,
    TooMany,
    UnknownPerson,
    AlreadyDecided,
    LastOwner,
    UnknownTeam,
    NotTakenBack,
}
