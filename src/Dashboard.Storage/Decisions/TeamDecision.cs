namespace Dashboard.Storage.Decisions;

/// <summary>A decision about the teams and cost centres there are. A name that another decision uses exists by that; see <see cref="Organisation.Teams"/>.</summary>
public abstract record TeamDecision : DecisionBody
{
    public override string Subject => "teams";
}
