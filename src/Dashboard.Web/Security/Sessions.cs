using System.Security.Cryptography;
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
    /// <param name="userId">The account.</param>
    /// <param name="how">How the person proved who they are, in words.</param>
    /// <param name="address">Where from, when that is known.</param>
    /// <param name="userAgent">What the browser says it is.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<string> StartAsync(string userId, string how, string? address, string? userAgent, CancellationToken cancellationToken = default)
    {
        var now = Now();
        var session = new SignInSessionRow
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            UserId = userId,
            MadeAtMs = now,
            LastSeenAtMs = now,
            Address = address,
            Agent = BrowserName.Of(userAgent),
            How = how,
        };
        await stored.AddAsync(session, now - (long)Unused.TotalMilliseconds, cancellationToken);
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
            await stored.TouchAsync(id, now, cancellationToken);
        }

        return true;
    }

    /// <summary>The sessions of a person, last used first; those of all people without one.</summary>
    public Task<IReadOnlyList<SignInSessionRow>> ListAsync(string? userId, CancellationToken cancellationToken = default) => stored.ListAsync(userId, cancellationToken);

    /// <summary>Ends one session of a person. False when it was over.</summary>
    public async Task<bool> EndAsync(string userId, string id, CancellationToken cancellationToken = default) => await stored.EndAsync(userId, id, cancellationToken) > 0;

    /// <summary>Ends all sessions of a person but the one they act in; how many that were.</summary>
    public Task<int> EndOthersAsync(string userId, string? ownId, CancellationToken cancellationToken = default) => stored.EndAllAsync(userId, ownId, cancellationToken);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
