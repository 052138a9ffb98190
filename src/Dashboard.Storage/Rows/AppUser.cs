using Microsoft.AspNetCore.Identity;

namespace Dashboard.Storage.Rows;

/// <summary>A person who may sign in.</summary>
public sealed class AppUser : IdentityUser
{
    /// <summary>The name shown to others.</summary>
    public string Name { get; set; } = "";

    /// <summary>The 30-second step of the last authenticator code that was accepted: no code is accepted twice.</summary>
    public long LastCodeStep { get; set; }

    /// <summary>When the person was last there, Unix milliseconds UTC, to five minutes; null: never.</summary>
    public long? LastSeenAtMs { get; set; }
}
