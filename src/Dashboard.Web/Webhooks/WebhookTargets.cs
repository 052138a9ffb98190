using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.DataProtection;
using Secret = Dashboard.Web.Security.Secret;

namespace Dashboard.Web.Webhooks;

/// <summary>The targets of webhooks. Address and secret are stored encrypted with the keys of the data directory; the secret is shown when it is made, and never again.</summary>
public sealed class WebhookTargets(StoredWebhookTargets stored, IDataProtectionProvider protection)
{
    /// <summary>How many there may be.</summary>
    public const int Most = 100;

    private const string SecretMark = "whsec_";
    private const string Unreadable = "(cannot be read with the keys of this data directory)";

    private readonly IDataProtector _addresses = protection.CreateProtector("Drawdown.WebhookAddress");
    private readonly IDataProtector _secrets = protection.CreateProtector("Drawdown.WebhookSecret");

    /// <summary>All of them, by name, without their secrets.</summary>
    public async Task<IReadOnlyList<WebhookLine>> ListAsync(CancellationToken cancellationToken = default) =>
        [.. (await stored.ListAsync(cancellationToken)).Select(r => new WebhookLine(r.Id, r.Name, Shown(r), (WebhookFormat)r.Format, r.Enabled, r.AllowPrivate, r.CreatedAtMs, r.CreatedBy))];

    /// <summary>The target of a name with its secrets; null when there is none. Its secrets are null when the keys are others.</summary>
    public async Task<(bool IsKnown, WebhookTarget? Target)> FindAsync(string name, CancellationToken cancellationToken = default) =>
        await stored.FindAsync(name, cancellationToken) is { } row ? (true, Open(row)) : (false, null);

    /// <summary>The target of a number with its secrets; null when there is none, or the keys are others.</summary>
    public async Task<WebhookTarget?> FindAsync(int id, CancellationToken cancellationToken = default) =>
        await stored.FindAsync(id, cancellationToken) is { } row ? Open(row) : null;

    /// <summary>Makes a target: its secret, shown now and never again, or what is wrong.</summary>
    public async Task<(string? Secret, string? Problem)> AddAsync(WebhookDraft draft, Actor actor, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(actor);
        if (draft.Problem(isNew: true) is { } problem)
        {
            return (null, problem);
        }

        if ((await stored.ListAsync(cancellationToken)).Count >= Most)
        {
            return (null, $"There are {Most} webhooks already. Remove one first.");
        }

        var secret = SecretMark + Secret.New();
        var row = new WebhookTargetRow
        {
            Name = draft.Name.Trim(),
            UrlProtected = _addresses.Protect(draft.Address.Trim()),
            Format = (int)draft.Format,
            SecretProtected = _secrets.Protect(secret),
            Enabled = draft.IsOn,
            AllowPrivate = draft.AllowsPrivate,
            CreatedAtMs = nowMs,
            CreatedBy = actor.Who,
        };
        return await stored.AddAsync(row, id => Entry("webhook-made", id, actor, null, Told(row)), cancellationToken)
            ? (secret, null)
            : (null, "There is a webhook of this name already.");
    }

    /// <summary>Changes a target; what is wrong, or null.</summary>
    public async Task<string?> ChangeAsync(int id, WebhookDraft draft, Actor actor, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(actor);
        if (await stored.FindAsync(id, cancellationToken) is not { } row)
        {
            return "This webhook is gone.";
        }

        var address = draft.Address.Trim().Length > 0 ? draft.Address.Trim() : Open(row)?.Address.Tell();
        if (address is null)
        {
            return "Enter the address again: the stored one cannot be read with the keys of this data directory.";
        }

        if ((draft.Problem(isNew: false) ?? WebhookAddress.Read(address, draft.AllowsPrivate).Problem) is { } problem)
        {
            return problem;
        }

        var next = With(row, draft.Address.Trim().Length > 0 ? _addresses.Protect(address) : row.UrlProtected, (int)draft.Format, row.SecretProtected, draft.IsOn, draft.AllowsPrivate);
        return await stored.ChangeAsync(next, Entry("webhook-changed", id, actor, Told(row), Told(next)), nowMs, cancellationToken) ? null : "This webhook is gone.";
    }

    /// <summary>A new secret for a target, from now on: shown now and never again. Null when the target is gone.</summary>
    public async Task<string?> RenewSecretAsync(int id, Actor actor, long nowMs, CancellationToken cancellationToken = default)
    {
        if (await stored.FindAsync(id, cancellationToken) is not { } row)
        {
            return null;
        }

        var secret = SecretMark + Secret.New();
        var next = With(row, row.UrlProtected, row.Format, _secrets.Protect(secret), row.Enabled, row.AllowPrivate);
        return await stored.ChangeAsync(next, Entry("webhook-secret-renewed", id, actor, null, new JsonObject { ["name"] = row.Name }.ToJsonString()), nowMs, cancellationToken) ? secret : null;
    }

    /// <summary>Removes a target. False when it is gone already.</summary>
    public async Task<bool> RemoveAsync(int id, Actor actor, long nowMs, CancellationToken cancellationToken = default) =>
        await stored.FindAsync(id, cancellationToken) is { } row
        && await stored.RemoveAsync(id, Entry("webhook-removed", id, actor, Told(row), null), nowMs, cancellationToken);

    private static AuditEvent Entry(string kind, int id, Actor actor, string? before, string? after) =>
        new(kind, string.Create(CultureInfo.InvariantCulture, $"webhook:{id}"), actor, before, after);

    private static WebhookTargetRow With(WebhookTargetRow row, string address, int format, string secret, bool isOn, bool allowsPrivate) => new()
    {
        Id = row.Id,
        Name = row.Name,
        UrlProtected = address,
        Format = format,
        SecretProtected = secret,
        Enabled = isOn,
        AllowPrivate = allowsPrivate,
        CreatedAtMs = row.CreatedAtMs,
        CreatedBy = row.CreatedBy,
    };

    private WebhookTarget? Open(WebhookTargetRow row)
    {
        try
        {
            return new WebhookTarget(
                row.Id, row.Name, new HiddenText(_addresses.Unprotect(row.UrlProtected)), (WebhookFormat)row.Format, new HiddenText(_secrets.Unprotect(row.SecretProtected)), row.Enabled, row.AllowPrivate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private string Shown(WebhookTargetRow row) => Open(row) is { } target ? WebhookAddress.Shown(target.Address.Tell()) : Unreadable;

    private string Told(WebhookTargetRow row) => new JsonObject
    {
        ["name"] = row.Name,
        ["address"] = Shown(row),
        ["format"] = ((WebhookFormat)row.Format).ToString(),
        ["isOn"] = row.Enabled,
        ["allowsPrivate"] = row.AllowPrivate,
    }.ToJsonString();
}
