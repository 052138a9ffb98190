using System.Security.Cryptography;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Web.Security;

/// <summary>Sign-ins that hold: a cookie is good as long as its session's row is there, so ending one works on the next request and on open pages within seconds.</summary>
public sealed class Sessions(StoredSessions stored, TimeProvider time)
{
    /// <summary>The claim with the session's id.</summary>
    public const string Claim = "session";

    /// <summary>A session that nobody used for so long is over.</summary>
    public static readonly TimeSpan Unused = TimeSpan.FromDays(14);

    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(5);

    /// <summary>Begins one; its id.</summary>
    /// <param name="person">The account.</param>
    /// <param name="how">How the person proved who they are, in words.</param>
    /// <param name="address">Where from, when that is known.</param>
    /// <param name="userAgent">What the browser says it is.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<string> StartAsync(AppUser person, string how, string? address, string? userAgent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        var now = Now();
        var session = new SignInSessionRow
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            UserId = person.Id,
            MadeAtMs = now,
            LastSeenAtMs = now,
            Address = address,
            Agent = BrowserName.Of(userAgent),
            How = how,
        };
        var entry = SignInTrail.Entry("signed-in", person.Email, new Actor(SignInTrail.Name(person.Email), address), new { how, browser = session.Agent });
        await stored.AddAsync(session, now - (long)Unused.TotalMilliseconds, entry, cancellationToken);
        return session.Id;
    }

    /// <summary>Whether it holds; remembers that it was used.</summary>
    public async Task<bool> IsOpenAsync(string? id, CancellationToken cancellationToken = default)
    {
        var now = Now();
        if (id is not { Length: > 0 } || await stored.FindAsync(id, cancellationToken) is not { } session || now - session.LastSeenAtMs > Unused.TotalMilliseconds)
        {
            return false;
        }

        if (now - session.LastSeenAtMs >= SeenStep.TotalMilliseconds)
        {
            await stored.TouchAsync(session, now, cancellationToken);
        }

        return true;
    }

    /// <summary>The sessions of a person, last used first.</summary>
    public Task<IReadOnlyList<SignInSessionRow>> ListAsync(string userId, CancellationToken cancellationToken = default) => stored.ListAsync(userId, cancellationToken);

    /// <summary>How many sessions each account has.</summary>
    public Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken = default) => stored.CountAsync(cancellationToken);

    /// <summary>Ends one session of a person. False when it was over.</summary>
    public Task<bool> EndAsync(string userId, string? email, string id, Actor actor, string kind = "session-ended", CancellationToken cancellationToken = default) =>
        stored.EndAsync(userId, id, SignInTrail.Entry(kind, email, actor), Now(), cancellationToken);

    /// <summary>Ends all sessions of a person but the one they act in, if any. False when there was none.</summary>
    public Task<bool> EndOthersAsync(string userId, string? email, string? ownId, Actor actor, string? reason = null, CancellationToken cancellationToken = default) =>
        stored.EndAllAsync(userId, ownId, SignInTrail.Entry("sessions-ended", email, actor, reason: reason), Now(), cancellationToken);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
