using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>The hashes of a record's ids.</summary>
/// <param name="Primary">Names its component (<see cref="UsageIdentity.PrimaryOf"/>).</param>
/// <param name="Link">Of its request id when it has a message id too (<see cref="UsageIdentity.RequestLinkOf"/>).</param>
public readonly record struct RecordIdentity(IdentityHash Primary, IdentityHash? Link)
{
    /// <summary>That of a record that has its ids.</summary>
    public static RecordIdentity Of(UsageRecord record) => new(UsageIdentity.PrimaryOf(record), UsageIdentity.RequestLinkOf(record));
}
