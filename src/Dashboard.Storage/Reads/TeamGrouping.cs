namespace Dashboard.Storage.Reads;

/// <summary>By what seats are summed.</summary>
public enum TeamGrouping
{
    Team,
    CostCentre,
}
