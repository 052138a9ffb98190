using System.Text.Json.Serialization;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>
/// What a delivery tells, as figures and names: written with the decision, put into words when it is sent. A closed set, stored as JSON; kinds and
/// property names are stored, so never rename.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "letter")]
[JsonDerivedType(typeof(StageLetter), StageLetter.KindName)]
[JsonDerivedType(typeof(EscalationLetter), EscalationLetter.KindName)]
[JsonDerivedType(typeof(DeadManLetter), DeadManLetter.KindName)]
[JsonDerivedType(typeof(ApprovalLetter), ApprovalLetter.KindName)]
[JsonDerivedType(typeof(CreditLetter), CreditLetter.KindName)]
[JsonDerivedType(typeof(DigestLetter), DigestLetter.KindName)]
[JsonDerivedType(typeof(MonthEndLetter), MonthEndLetter.KindName)]
[JsonDerivedType(typeof(InvitationLetter), InvitationLetter.KindName)]
[JsonDerivedType(typeof(TestLetter), TestLetter.KindName)]
public abstract record Letter
{
    /// <summary>The name of its kind in the outbox.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>The organisation's name.</summary>
    public required string Organisation { get; init; }

    /// <summary>When it was decided, Unix milliseconds UTC: figures are as of then.</summary>
    public required long AtMs { get; init; }

    /// <summary>The organisation's zone then, an IANA id.</summary>
    public required string Zone { get; init; }
}
