namespace Dashboard.Storage.Rows;

/// <summary>A UTC day that some identity key has; 0 for keys without a timestamp.</summary>
public sealed class IdentityDayRow
{
    public long Day { get; init; }
}
