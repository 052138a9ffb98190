namespace Dashboard.Storage.Decisions;

/// <summary>A cost centre that no seat has, had or will have. It was made by mistake.</summary>
/// <param name="Name">Its name.</param>
public sealed record CostCentreRemoved(string Name) : TeamDecision;
