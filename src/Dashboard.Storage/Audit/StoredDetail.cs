namespace Dashboard.Storage.Audit;

/// <summary>The texts of an entry as they stand; without a salt they were erased.</summary>
internal sealed record StoredDetail(byte[]? Salt, string? Before, string? After, string? Reason, string? Address)
{
    public bool IsEmpty => Salt is null && Before is null && After is null && Reason is null && Address is null;
}
