using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>One observation with what its place depends on.</summary>
/// <param name="Stored">As storage keeps it.</param>
/// <param name="Primary">The hash of its component.</param>
/// <param name="IsRequest">Whether that is the hash of a request id.</param>
/// <param name="Link">The hash of its request id, when it has a message id too.</param>
/// <param name="Day">The UTC day of its own instant.</param>
internal readonly record struct PreparedObservation(UsageRecord Stored, IdentityHash Primary, bool IsRequest, IdentityHash? Link, uint Day);
