namespace Dashboard.Storage.Decisions;

/// <summary>A decision about the organisation.</summary>
public abstract record OrganisationDecision : DecisionBody
{
    public override string Subject => "organisation";
}
