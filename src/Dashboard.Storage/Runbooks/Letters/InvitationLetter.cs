namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>Somebody is invited.</summary>
public sealed record InvitationLetter : Letter
{
    public const string KindName = "invitation";

    public override string Kind => KindName;

    /// <summary>Who is invited.</summary>
    public required string Name { get; init; }

    /// <summary>Who invites.</summary>
    public required string InvitedBy { get; init; }

    /// <summary>The roles in words.</summary>
    public required string Roles { get; init; }

    /// <summary>The path of the one-time link, encrypted: of the link itself only a hash is kept.</summary>
    public required string ProtectedPath { get; init; }

    /// <summary>From then on the link is refused, Unix milliseconds UTC.</summary>
    public required long ExpiresAtMs { get; init; }
}
