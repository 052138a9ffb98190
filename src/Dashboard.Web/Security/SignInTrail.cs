using System.Text.Json;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security;

/// <summary>What the audit trail is told of accounts and sign-in. Never a password, a code or a link; a person only as the subject, where it can be erased.</summary>
public sealed class SignInTrail(Database database, TimeProvider time)
{
    private const string NotSignedIn = "not signed in";

    /// <summary>An entry about a person.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="email">To whom; null when that is not known.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="details">What else is to be known, without personal data.</param>
    /// <param name="reason">Why.</param>
    public static AuditEvent Entry(string kind, string? email, Actor actor, object? details = null, string? reason = null) =>
        new(kind, email is null ? "sign-in" : "person:" + Name(email), actor, After: details is null ? null : JsonSerializer.Serialize(details), Reason: reason);

    /// <summary>How the trail calls the owner of an e-mail.</summary>
    public static string Name(string? email) => (email ?? NotSignedIn).ToLowerInvariant();

    /// <summary>Tells of a refused sign-in. What a stranger typed is not kept: it may be a password in the wrong field.</summary>
    public Task RefusedAsync(string? email, string? address, string how, string why) =>
        WriteAsync(Entry("sign-in-refused", email, new Actor(NotSignedIn, address), new { how, why }));

    /// <summary>Writes an entry of something that changed no row.</summary>
    public Task WriteAsync(AuditEvent entry) => database.Audit.AppendAsync(entry, time.GetUtcNow().ToUnixTimeMilliseconds());
}
