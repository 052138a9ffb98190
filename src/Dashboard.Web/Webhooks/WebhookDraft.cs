namespace Dashboard.Web.Webhooks;

/// <summary>The form of a webhook target.</summary>
public sealed class WebhookDraft
{
    /// <summary>The longest name.</summary>
    public const int MaxName = 60;

    /// <summary>The name that runbooks use; it stays.</summary>
    public string Name { get; set; } = "";

    /// <summary>The address; empty when a target is changed: the stored one stays.</summary>
    public string Address { get; set; } = "";

    /// <summary>For whom the body is written.</summary>
    public WebhookFormat Format { get; set; }

    /// <summary>Whether anything is sent.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Whether it may be on a private address.</summary>
    public bool AllowsPrivate { get; set; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem(bool isNew)
    {
        var name = Name.Trim();
        if (isNew && (name.Length is 0 or > MaxName || name.Any(char.IsControl)))
        {
            return $"Give it a name of at most {MaxName} characters.";
        }

        return isNew || Address.Trim().Length > 0 ? WebhookAddress.Read(Address, AllowsPrivate).Problem : null;
    }
}
