using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Web.Vendor;

/// <summary>The connections to the vendor. Keys are stored encrypted with the keys of the data directory and never shown again.</summary>
public sealed class VendorConnections(StoredVendorConnections stored, IDataProtectionProvider protection, VendorApi api)
{
    /// <summary>How many there may be.</summary>
    public const int Most = 20;

    private const string Gone = "This connection is gone.";

    private readonly IDataProtector _keys = protection.CreateProtector("Drawdown.VendorKey");

    /// <summary>All of them, by name, without their keys.</summary>
    public async Task<IReadOnlyList<VendorConnectionLine>> ListAsync(CancellationToken cancellationToken = default) =>
        [.. (await stored.ListAsync(cancellationToken)).Select(r => new VendorConnectionLine(
            r.Id, r.Name, (VendorKind)r.Kind, r.Address, r.KeyShown, (VendorReads)r.Reports, r.Enabled, Open(r) is not null, r.CreatedAtMs, r.CreatedBy))];

    /// <summary>The connection of a number with its key; null when there is none, or its key cannot be read with the keys of this data directory.</summary>
    public async Task<VendorConnection?> FindAsync(int id, CancellationToken cancellationToken = default) =>
        await stored.FindAsync(id, cancellationToken) is { } row ? Open(row) : null;

    /// <summary>Makes a connection. What is wrong, or null.</summary>
    public async Task<string?> AddAsync(VendorDraft draft, Actor actor, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(actor);
        if (draft.Problem(isNew: true, api.AllowsPrivate) is { } problem)
        {
            return problem;
        }

        var address = VendorAddress.Read(draft.Address, api.AllowsPrivate).Address!;
        if (address.AbsoluteUri.TrimEnd('/') != VendorDraft.DefaultAddress && await api.RefusalAsync(address, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if ((await stored.ListAsync(cancellationToken)).Count >= Most)
        {
            return $"There are {Most} connections already. Remove one first.";
        }

        var row = new VendorConnectionRow
        {
            Name = draft.Name.Trim(),
            Kind = (int)draft.Kind,
            Address = address.AbsoluteUri.TrimEnd('/'),
            KeyProtected = _keys.Protect(draft.Key.Trim()),
            KeyShown = Shown(draft.Key.Trim()),
            Reports = (int)draft.OwnReads,
            Enabled = draft.IsOn,
            CreatedAtMs = nowMs,
            CreatedBy = actor.Who,
        };
        return await stored.AddAsync(row, id => Entry("vendor-connection-made", id, actor, null, Told(row, null)), cancellationToken) is null ? "There is a connection of this name already." : null;
    }

    /// <summary>Changes key, reports and whether it is pulled. What is wrong, or null.</summary>
    public async Task<string?> ChangeAsync(int id, VendorDraft draft, Actor actor, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(actor);
        if (await stored.FindAsync(id, cancellationToken) is not { } row)
        {
            return Gone;
        }

        draft.Kind = (VendorKind)row.Kind;
        var key = draft.Key.Trim();
        if (draft.Problem(isNew: false, api.AllowsPrivate) is { } problem)
        {
            return problem;
        }

        if (key.Length == 0 && Open(row) is null)
        {
            return "Enter the key again: the stored one cannot be read with the keys of this data directory.";
        }

        var next = new VendorConnectionRow
        {
            Id = row.Id,
            Name = row.Name,
            Kind = row.Kind,
            Address = row.Address,
            KeyProtected = key.Length > 0 ? _keys.Protect(key) : row.KeyProtected,
            KeyShown = key.Length > 0 ? Shown(key) : row.KeyShown,
            Reports = (int)draft.OwnReads,
            Enabled = draft.IsOn,
            CreatedAtMs = row.CreatedAtMs,
            CreatedBy = row.CreatedBy,
        };
        return await stored.ChangeAsync(next, Entry("vendor-connection-changed", id, actor, Told(row, null), Told(next, row)), nowMs, cancellationToken) ? null : Gone;
    }

    /// <summary>Removes a connection with its key and all it brought. False when it is gone already, or a seat's money comes from it.</summary>
    public async Task<bool> RemoveAsync(int id, Actor actor, long nowMs, CancellationToken cancellationToken = default) =>
        await stored.FindAsync(id, cancellationToken) is { } row
        && await stored.RemoveAsync(id, Entry("vendor-connection-removed", id, actor, Told(row, null), null), nowMs, cancellationToken);

    /// <summary>Whether a seat's money comes, or once came, from one of its reports.</summary>
    public Task<bool> IsPostingAsync(int id, CancellationToken cancellationToken = default) => stored.IsPostingAsync(id, cancellationToken);

    /// <summary>What the audit says of a connection that was tried.</summary>
    internal static AuditEvent Tested(int id, string name, bool isTaken, Actor actor) =>
        Entry("vendor-connection-tested", id, actor, null, new JsonObject { ["name"] = name, ["taken"] = isTaken }.ToJsonString());

    private static AuditEvent Entry(string kind, int id, Actor actor, string? before, string? after) =>
        new(kind, string.Create(CultureInfo.InvariantCulture, $"vendor:{id}"), actor, before, after);

    /// <summary>Enough to tell two keys apart, and nobody's use else.</summary>
    private static string Shown(string key)
    {
        var dash = key.LastIndexOf('-', Math.Min(16, key.Length - 9));
        return $"{(dash > 0 ? key[..(dash + 1)] : "")}…{key[^4..]}";
    }

    private VendorConnection? Open(VendorConnectionRow row)
    {
        try
        {
            return VendorAddress.Read(row.Address, api.AllowsPrivate).Address is { } address
                ? new VendorConnection(row.Id, row.Name, (VendorKind)row.Kind, address, new HiddenText(_keys.Unprotect(row.KeyProtected)), (VendorReads)row.Reports)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What the audit tells of it: of the key only whether it is another.</summary>
    private static string Told(VendorConnectionRow row, VendorConnectionRow? before) => new JsonObject
    {
        ["name"] = row.Name,
        ["kind"] = ((VendorKind)row.Kind).ToString(),
        ["address"] = row.Address,
        ["key"] = before is not null && before.KeyProtected != row.KeyProtected ? "another" : "set",
        ["reads"] = new JsonArray([.. VendorWords.Of((VendorKind)row.Kind).Where(r => ((VendorReads)row.Reports).HasFlag(r)).Select(r => (JsonNode)r.ToString())]),
        ["isOn"] = row.Enabled,
    }.ToJsonString();
}
