using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>Whom the provider says it is.</summary>
internal sealed record SingleSignOnPerson(string Subject, string Email, string Name, ImmutableArray<RoleGrant> Roles)
{
    private const int LongestSubject = 255;
    private const int LongestEmail = 254;
    private const int LongestName = 200;

    /// <summary>Reads the user information.</summary>
    /// <exception cref="SingleSignOnRefusal">Who it is is not said, the e-mail is not verified, or its domain may not sign in.</exception>
    public static SingleSignOnPerson Read(JsonElement user, SingleSignOnSettings settings)
    {
        if (user.ValueKind != JsonValueKind.Object || Text(user, "sub") is not { Length: > 0 and <= LongestSubject } subject)
        {
            throw new SingleSignOnRefusal("provider", "the user information has no subject");
        }

        var email = (Text(user, "email") ?? "").Trim().ToLowerInvariant();
        if (email.Length is 0 or > LongestEmail || !new EmailAddressAttribute().IsValid(email) || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new SingleSignOnRefusal("provider", "the user information has no e-mail address");
        }

        if (!IsTrue(user, "email_verified"))
        {
            throw new SingleSignOnRefusal("unverified", "the e-mail is not verified");
        }

        if (settings.AllowedDomains.Length > 0 && !settings.AllowedDomains.Contains(email[(email.LastIndexOf('@') + 1)..]))
        {
            throw new SingleSignOnRefusal("domain", "the domain may not sign in");
        }

        var name = string.Concat((Text(user, "name") ?? Text(user, "preferred_username") ?? email).Where(c => !char.IsControl(c))).Trim();
        return new SingleSignOnPerson(
            subject, email, name.Length > LongestName ? name[..LongestName] : name, [.. settings.Roles.Where(r => Values(user, r.Claim).Contains(r.Value)).Select(r => r.Grant).Distinct()]);
    }

    /// <summary>The texts of a claim: one, a list, or none. The whole name counts before a dot goes into an object.</summary>
    private static List<string> Values(JsonElement user, string claim)
    {
        var at = user;
        if (!user.TryGetProperty(claim, out at))
        {
            at = user;
            foreach (var part in claim.Split('.'))
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at))
                {
                    return [];
                }
            }
        }

        return at.ValueKind switch
        {
            JsonValueKind.String => [at.GetString()!],
            JsonValueKind.Array => [.. at.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)],
            _ => [],
        };
    }

    private static string? Text(JsonElement user, string name) => user.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Some providers write it as text.</summary>
    private static bool IsTrue(JsonElement user, string name) =>
        user.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString() == "true"));
}
