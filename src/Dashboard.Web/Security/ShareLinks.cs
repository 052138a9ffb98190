using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Security;

/// <summary>
/// Read-only links to one page for people who do not sign in: made, listed, revoked, opened. A link shows what its maker may see at the
/// moment it is opened, so it stops when the maker loses the right. It is shown once; only its hash is stored.
/// </summary>
public sealed class ShareLinks(StoredShareLinks stored, Database database, TimeProvider time)
{
    /// <summary>The longest a link works, in days.</summary>
    public const int MostDays = 90;

    /// <summary>How many links may work at a time.</summary>
    public const int MostOpen = 500;

    private const int MostListed = 1_000;
    private const int TokenLength = 43;

    /// <summary>Makes a link: its path, shown now and never again, or what is wrong with the request.</summary>
    /// <exception cref="NotAllowedException">The caller may not share this. Nothing was written.</exception>
    public async Task<(string? Path, string? Problem)> MakeAsync(ShareRequest request, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.Share);
        var now = Now();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);

        // A link lives on the rights of a person; a key or the product itself is none.
        if (caller.Access.Person.Length == 0 || !MayShow(caller.Access, request.What, organisation, now))
        {
            throw new NotAllowedException(Right.Share);
        }

        var purpose = request.Purpose.Trim();
        if (purpose.Length is 0 or > ShareLinkRow.MaxPurpose)
        {
            return (null, $"Say what the link is for, in at most {ShareLinkRow.MaxPurpose} characters.");
        }

        if (request.Days is < 1 or > MostDays)
        {
            return (null, $"A link works for 1 to {MostDays} days.");
        }

        if (await stored.CountOpenAsync(now, cancellationToken) >= MostOpen)
        {
            return (null, $"{MostOpen} links work already. Revoke some under Settings, Shared links.");
        }

        var token = Secret.New();
        var row = new ShareLinkRow
        {
            TokenHash = Secret.Hash(token),
            Kind = request.What.Kind,
            SeatId = request.What.SeatId,
            FirstDay = request.What.StoredDay,
            GroupedBy = request.What.GroupedBy,
            MadeBy = caller.Access.Person,
            MadeAtMs = now,
            Purpose = purpose,
            ExpiresAtMs = now + (request.Days * (long)TimeSpan.FromDays(1).TotalMilliseconds),
        };
        await stored.AddAsync(row, id => Entry("share-made", id, caller.Actor, Details(request.What, row.ExpiresAtMs), purpose), cancellationToken);
        return ("shared/" + token, null);
    }

    /// <summary>Links that work, then the others, newest first.</summary>
    public async Task<IReadOnlyList<ShareLine>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.Share);
        var now = Now();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        return
        [
            .. (await stored.ListAsync(now, MostListed, cancellationToken)).Select(r => new ShareLine(
                r.Id, Words(ShareSubject.Of(r), organisation), r.Purpose, r.MadeBy, At(r.MadeAtMs), At(r.ExpiresAtMs),
                r.OpenedCount, r.LastOpenedAtMs is { } last ? At(last) : null, StateOf(r, organisation, now))),
        ];
    }

    /// <summary>Revokes a link from now on, whoever made it. One that was revoked before keeps its instant.</summary>
    public Task RevokeAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.Share);
        return stored.RevokeAsync(id, Now(), Entry("share-revoked", id, caller.Actor), cancellationToken);
    }

    /// <summary>The link of a token; null when it does not open, for whatever reason.</summary>
    public async Task<OpenedShare?> FindAsync(string token, string? address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var row = token.Length == TokenLength ? await stored.FindAsync(Secret.Hash(token), cancellationToken) : null;
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        return row is null || StateOf(row, organisation, Now()) != ShareState.Works
            ? null
            : new OpenedShare(
                row.Id, ShareSubject.Of(row), new Actor($"share-link:{row.Id}", address), AccessOf(row, organisation),
                await stored.NameOfAsync(row.MadeBy, cancellationToken) ?? row.MadeBy, At(row.ExpiresAtMs), organisation.Name);
    }

    /// <summary>Writes down that the page is shown, before it is. False when the link was revoked meanwhile: then it must not be.</summary>
    public Task<bool> OpenAsync(OpenedShare share, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(share);
        return stored.OpenAsync(share.Id, Now(), Entry("share-opened", share.Id, share.Actor, Details(share.What)), cancellationToken);
    }

    /// <summary>The same for a file, which is told of as every file that leaves.</summary>
    public Task<bool> OpenFileAsync(OpenedShare share, AuditEvent export, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(share);
        return stored.OpenAsync(share.Id, Now(), export, cancellationToken);
    }

    private static AuditEvent Entry(string kind, int id, Actor actor, JsonObject? after = null, string? reason = null) =>
        new(kind, string.Create(CultureInfo.InvariantCulture, $"share-link:{id}"), actor, After: after?.ToJsonString(), Reason: reason);

    private static JsonObject Details(ShareSubject what, long? expiresAtMs = null)
    {
        var details = new JsonObject { ["what"] = JsonNamingPolicy.CamelCase.ConvertName(what.Kind.ToString()) };
        if (what.SeatId is { } seat)
        {
            details["seatId"] = seat;
        }

        if (what.FirstDay is { } day)
        {
            details["firstDay"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (expiresAtMs is { } expires)
        {
            details["expiresAtMs"] = expires;
        }

        return details;
    }

    private static ShareState StateOf(ShareLinkRow row, Organisation organisation, long nowMs) =>
        row.RevokedAtMs is not null ? ShareState.Revoked
        : row.ExpiresAtMs <= nowMs ? ShareState.Expired
        : MayShow(AccessOf(row, organisation), ShareSubject.Of(row), organisation, nowMs) ? ShareState.Works
        : ShareState.Stopped;

    private static Access AccessOf(ShareLinkRow row, Organisation organisation) => new(row.MadeBy, organisation.RolesOf(row.MadeBy));

    private static bool MayShow(Access access, ShareSubject what, Organisation organisation, long nowMs) => what.Kind switch
    {
        ShareKind.Overview => access.Can(Right.Share) && access.Can(Right.SeeFigures),
        ShareKind.Ledger => access.Can(Right.Share) && access.Can(Right.SeeFigures) && access.Can(Right.Export),
        ShareKind.Seat => what.SeatId is { } id && organisation.Seats.TryGetValue(id, out var seat) && access.Can(Right.Share, seat, nowMs) && access.Can(Right.SeeSeats, seat, nowMs),
    };

    private static string Words(ShareSubject what, Organisation organisation) => what.Kind switch
    {
        ShareKind.Overview => "Overview",
        ShareKind.Ledger => $"Ledger of {Show.Month(what.FirstDay ?? default)} by {what.GroupedBy?.Replace('-', ' ')}",
        ShareKind.Seat => what.SeatId is { } id && organisation.Seats.TryGetValue(id, out var seat)
            ? $"Seat {(seat.Name.Length > 0 ? seat.Name : seat.Email)}" + (what.FirstDay is { } day ? $", cycle from {day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}" : "")
            : "A seat that is gone",
    };

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
