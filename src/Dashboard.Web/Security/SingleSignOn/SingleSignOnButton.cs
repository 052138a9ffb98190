namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>What the sign-in page says of single sign-on.</summary>
/// <param name="Text">The button; null: single sign-on is not set up.</param>
public sealed record SingleSignOnButton(string? Text)
{
    private static readonly Dictionary<string, string> Problems = new(StringComparer.Ordinal)
    {
        ["state"] = "The sign-in was not finished in this browser, or took too long. Start again.",
        ["denied"] = "Your provider refused the sign-in.",
        ["provider"] = "The answer of your provider could not be used. Tell whoever runs this server; the audit trail says why.",
        ["unverified"] = "Your provider has not verified your e-mail address.",
        ["domain"] = "Addresses of your domain may not sign in here.",
        ["no-account"] = "You have no account here. Ask an owner for an invitation.",
        ["linked"] = "The account with your e-mail belongs to another identity of the provider. Ask an owner.",
        ["locked"] = "This account is locked.",
    };

    /// <summary>A problem in words; null for none and for words that are not ours.</summary>
    public static string? Words(string? problem) => problem is not null && Problems.TryGetValue(problem, out var words) ? words : null;
}
