namespace Dashboard.Storage.Rows;

/// <summary>Where webhooks go.</summary>
public sealed class WebhookTargetRow
{
    public int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The address, encrypted by data protection: that of Slack or Teams is a key.</summary>
    public required string UrlProtected { get; init; }

    /// <summary>0 generic, 1 Slack, 2 Microsoft Teams.</summary>
    public int Format { get; init; }

    /// <summary>Encrypted by data protection.</summary>
    public required string SecretProtected { get; init; }

    public bool Enabled { get; init; }

    public bool AllowPrivate { get; init; }

    public long CreatedAtMs { get; init; }

    public required string CreatedBy { get; init; }
}
