using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Reads;

/// <summary>A name under which usage comes in that has no seat.</summary>
/// <param name="Identity">The name.</param>
/// <param name="Usage">What has no seat and states it. Usage that states several names is in each.</param>
/// <param name="FirstMs">When the earliest of it happened, Unix milliseconds UTC.</param>
/// <param name="LastMs">When the latest of it happened.</param>
/// <param name="Sources">The ids of the sources that brought it, in order.</param>
public sealed record UnmatchedIdentity(Identity Identity, IdentityUsage Usage, long FirstMs, long LastMs, IReadOnlyList<int> Sources);
