using Microsoft.AspNetCore.Identity;

namespace Dashboard.Storage.Rows;

/// <summary>A person who may sign in.</summary>
public sealed class AppUser : IdentityUser
{
    /// <summary>The name shown to others.</summary>
    public string Name { get; set; } = "";
}
