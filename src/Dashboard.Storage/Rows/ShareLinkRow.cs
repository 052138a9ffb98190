namespace Dashboard.Storage.Rows;

/// <summary>A read-only link to one page, for people who do not sign in. The link is shown once and never stored: only the SHA-256 of its token.</summary>
public sealed class ShareLinkRow
{
    /// <summary>Characters of <see cref="Purpose"/>.</summary>
    public const int MaxPurpose = 200;

    public int Id { get; init; }

    /// <summary>SHA-256 of the token in the link. Unique.</summary>
    public required byte[] TokenHash { get; init; }

    public ShareKind Kind { get; init; }

    /// <summary>The seat of <see cref="ShareKind.Seat"/>.</summary>
    public int? SeatId { get; init; }

    /// <summary>First day of the month of <see cref="ShareKind.Ledger"/> or of a past cycle of a seat, days since 1970-01-01; null: what runs when it is opened.</summary>
    public int? FirstDay { get; init; }

    /// <summary>What the lines of a ledger are, as its address says it: <c>team</c>, <c>cost-centre</c>, <c>seat</c>.</summary>
    public string? GroupedBy { get; init; }

    /// <summary>E-mail of the person in lower case. What the link shows is what they may see when it is opened.</summary>
    public required string MadeBy { get; init; }

    public long MadeAtMs { get; init; }

    /// <summary>What it is for, in its maker's words. Never shown to whoever opens it.</summary>
    public required string Purpose { get; init; }

    /// <summary>From then on it is refused.</summary>
    public long ExpiresAtMs { get; init; }

    /// <summary>From then on it is refused: somebody revoked it.</summary>
    public long? RevokedAtMs { get; set; }

    public long? LastOpenedAtMs { get; set; }

    public int OpenedCount { get; set; }
}
