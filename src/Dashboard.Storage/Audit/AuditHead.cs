namespace Dashboard.Storage.Audit;

/// <summary>The last entry of the trail. Kept elsewhere, its hash proves later that nothing up to it was changed.</summary>
/// <param name="Sequence">The entry; 0 before the first.</param>
/// <param name="Hash">Its hash, 32 bytes.</param>
public sealed record AuditHead(long Sequence, byte[] Hash)
{
    /// <summary>The hash in lower-case hexadecimal.</summary>
    public string HashText => Convert.ToHexStringLower(Hash);
}
