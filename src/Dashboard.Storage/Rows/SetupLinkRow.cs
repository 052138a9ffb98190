namespace Dashboard.Storage.Rows;

/// <summary>The one-time link that makes the owner: at most one row, with id 1, gone once it was used.</summary>
public sealed class SetupLinkRow
{
    public int Id { get; init; }

    /// <summary>SHA-256 of the token in the link.</summary>
    public required byte[] TokenHash { get; set; }

    public long CreatedAtMs { get; set; }
}
