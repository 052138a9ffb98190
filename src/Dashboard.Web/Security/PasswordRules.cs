using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Security;

/// <summary>Length and commonness decide, not symbols: at least 12 characters, not one of those that everybody tries, not the person's own name or e-mail.</summary>
internal sealed class PasswordRules : IPasswordValidator<AppUser>
{
    public const int MinLength = 12;
    public const int MaxLength = 256;
    private const int LeastDifferent = 5;
    private const int LeastOwnPart = 4;

    public Task<IdentityResult> ValidateAsync(UserManager<AppUser> manager, AppUser user, string? password) =>
        Task.FromResult(Problem(password ?? "", user.Email ?? "", user.Name) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = problem })
            : IdentityResult.Success);

    /// <summary>What is wrong with it, in a sentence; null when nothing is.</summary>
    public static string? Problem(string password, string email, string name) =>
        password.Length < MinLength ? $"Use at least {MinLength} characters. A few unrelated words make a good password."
        : password.Length > MaxLength ? $"Use at most {MaxLength} characters."
        : password.Distinct().Count() < LeastDifferent ? $"Use at least {LeastDifferent} different characters."
        : IsOwn(password, email, name) ? "The password is made of your name or e-mail. Choose something that is not about you."
        : CommonPasswords.Contains(password) ? "This is one of the passwords that are tried first. Choose another one."
        : null;

    /// <summary>The whole e-mail, or what is left without the person's own words is too short to be a password.</summary>
    private static bool IsOwn(string password, string email, string name)
    {
        var rest = password.ToLowerInvariant();
        var own = email.ToLowerInvariant().Split('@', '.', '-', '_', '+').Concat(name.ToLowerInvariant().Split(' ', '.', '-')).Where(p => p.Length >= LeastOwnPart);
        foreach (var part in own.Prepend(email.ToLowerInvariant()).Where(p => p.Length > 0).OrderByDescending(p => p.Length))
        {
            rest = rest.Replace(part, "", StringComparison.Ordinal);
        }

        return rest.Length < password.Length && rest.Count(char.IsLetter) < LeastOwnPart;
    }
}
