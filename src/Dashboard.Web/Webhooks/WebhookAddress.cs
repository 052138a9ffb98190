namespace Dashboard.Web.Webhooks;

/// <summary>Which texts are addresses of webhooks.</summary>
internal static class WebhookAddress
{
    private const int MaxLength = 2_000;

    /// <summary>The address, or what is wrong with it.</summary>
    public static (Uri? Address, string? Problem) Read(string text, bool allowsPrivate)
    {
        if (text.Length > MaxLength || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            return (null, "Enter a whole address, such as https://example.com/hooks/drawdown.");
        }

        if (address.UserInfo.Length > 0)
        {
            return (null, "A name or password cannot stand in the address.");
        }

        return address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && allowsPrivate) ? (address, null)
            : address.Scheme == Uri.UriSchemeHttp ? (null, "The address must begin with https. http is only for private addresses, when they are allowed.")
            : (null, "The address must begin with https.");
    }

    /// <summary>What may be shown of it: the rest of an address of Slack or Teams is a key.</summary>
    public static string Shown(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) ? $"{address.Scheme}://{address.Authority}{(address.PathAndQuery.Length > 1 ? "/…" : "")}" : "(no address)";
}
