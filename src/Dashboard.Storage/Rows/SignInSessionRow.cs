namespace Dashboard.Storage.Rows;

/// <summary>One sign-in of one person on one browser. It holds as long as its row is there.</summary>
public sealed class SignInSessionRow
{
    /// <summary>128 random bits as 32 hexadecimal digits; also in the person's cookie.</summary>
    public required string Id { get; init; }

    /// <summary>The account; its sessions go with it.</summary>
    public required string UserId { get; init; }

    public long MadeAtMs { get; init; }

    /// <summary>To five minutes: written at most that often.</summary>
    public long LastSeenAtMs { get; set; }

    /// <summary>The address it was made from, when one was known.</summary>
    public string? Address { get; init; }

    /// <summary>Browser and system in a few words.</summary>
    public required string Agent { get; init; }

    /// <summary>How the person proved who they are, in words: <c>password</c>, <c>passkey</c>.</summary>
    public required string How { get; init; }
}
