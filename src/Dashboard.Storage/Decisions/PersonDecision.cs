namespace Dashboard.Storage.Decisions;

/// <summary>A decision about a person who may sign in.</summary>
/// <param name="Person">The person's e-mail; stored in lower case.</param>
public abstract record PersonDecision(string Person) : DecisionBody
{
    public override string Subject => "people";
}
