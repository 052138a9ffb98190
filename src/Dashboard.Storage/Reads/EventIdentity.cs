using System.Globalization;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Reads;

/// <summary>The identity of a stored event as a text for exports: whoever imports it again meets the same event.</summary>
public static class EventIdentity
{
    /// <summary>Whether this key is the one that names the event, not one of its request id.</summary>
    public static bool Names(byte[] key, UsageEventRow known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return StoredHash.Of(IdentityKey.FromBytes(key).Hash) == known.Identity;
    }

    /// <summary><c>message:0123…</c>, <c>request:…</c>, <c>event:…</c> or <c>content:…</c> with 24 digits; <c>remainder:…</c> of what follows from a result.</summary>
    public static string Of(UsageEventRow known, byte[]? key)
    {
        ArgumentNullException.ThrowIfNull(known);
        var flags = (EventFlags)known.Flags;
        if (flags.HasFlag(EventFlags.Remainder) || key is null)
        {
            return "remainder:" + known.Identity.ToString("x16", CultureInfo.InvariantCulture);
        }

        var kind = flags.HasFlag(EventFlags.HasMessageId) ? "message" : flags.HasFlag(EventFlags.HasRequestId) ? "request" : flags.HasFlag(EventFlags.HasSourceEventId) ? "event" : "content";
        return $"{kind}:{Convert.ToHexStringLower(IdentityKey.FromBytes(key).Hash.ToBytes())}";
    }
}
