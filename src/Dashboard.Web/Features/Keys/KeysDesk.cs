using Dashboard.Credits.Seats;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Keys;

/// <summary>The page of API keys.</summary>
public sealed class KeysDesk(ApiKeys keys, Database database, TimeProvider time)
{
    /// <summary>All keys, newest first.</summary>
    public async Task<IReadOnlyList<KeyLine>> ListAsync(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageKeys);
        var organisation = await database.Decisions.CurrentAsync();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. (await keys.ListAsync(caller)).Select(k => new KeyLine(
            k.Id, k.Name, k.Prefix, Words(k, organisation), k.CreatedAtMs, k.CreatedBy, k.LastUsedAtMs, k.ExpiresAtMs,
            k.RevokedAtMs is not null ? KeyState.Withdrawn : k.ExpiresAtMs <= now ? KeyState.Expired : KeyState.Works))];
    }

    /// <summary>The teams there are now.</summary>
    public async Task<IReadOnlyList<string>> TeamsAsync()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. (await database.Decisions.CurrentAsync()).Seats.Values.Select(s => s.Team.At(now)).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Makes the key of the form: its text, shown now and never again, or what is wrong.</summary>
    public async Task<(string? Key, string? Problem)> CreateAsync(KeyDraft draft, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageKeys);
        var (request, problem) = draft.ToRequest(await database.Decisions.CurrentAsync(), time.GetUtcNow());
        return request is null ? (null, problem) : ((await keys.CreateAsync(request, caller)).Key, null);
    }

    /// <summary>Withdraws a key.</summary>
    public Task RevokeAsync(int id, Caller caller) => keys.RevokeAsync(id, caller);

    private static string Words(ApiKeyRow key, Organisation organisation)
    {
        if (key.Scopes.HasFlag(ApiKeyScopes.Admin))
        {
            return "everything";
        }

        var may = string.Join(", ", ((string?[])[
            key.Scopes.HasFlag(ApiKeyScopes.Ingest) ? "sends usage" : null,
            key.Scopes.HasFlag(ApiKeyScopes.Gate) ? "asks the gate" : null,
            key.Scopes.HasFlag(ApiKeyScopes.Read) ? "reads figures" : null]).OfType<string>());
        return KeySeats.Read(key.SeatsJson) is not { } seats ? may
            : $"{may} {(key.Scopes.HasFlag(ApiKeyScopes.Gate) ? "for" : "of")} {string.Join(", ", seats.Teams.Concat(seats.Seats.Select(id => organisation.Seats.TryGetValue(id, out var seat) ? Name(seat) : "a seat")).Take(5))}"
                + (seats.Teams.Count + seats.Seats.Count > 5 ? $" and {Show.Count(seats.Teams.Count + seats.Seats.Count - 5)} more" : "");
    }

    private static string Name(Seat seat) => seat.Name.Length > 0 ? seat.Name : seat.Email;
}
