namespace Dashboard.Storage.Rows;

/// <summary>A one-time link that makes an account. The link is shown once and never stored: only the SHA-256 of its token.</summary>
public sealed class InvitationRow
{
    public int Id { get; init; }

    /// <summary>SHA-256 of the token in the link. Unique.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>Lower case.</summary>
    public required string Email { get; init; }

    public required string Name { get; init; }

    /// <summary>The roles the person gets, as JSON.</summary>
    public required string Roles { get; init; }

    /// <summary>Who invited.</summary>
    public required string MadeBy { get; init; }

    public long MadeAtMs { get; init; }

    /// <summary>From then on the link is refused.</summary>
    public long ExpiresAtMs { get; set; }

    /// <summary>When the account was made.</summary>
    public long? UsedAtMs { get; set; }

    /// <summary>When the roles were granted after that; until then the next sign-in of the person does it.</summary>
    public long? SettledAtMs { get; set; }

    public long? WithdrawnAtMs { get; set; }
}
