using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.People;

/// <summary>One person of the list.</summary>
/// <param name="Id">The account; null for somebody who has roles and no account yet.</param>
/// <param name="Email">Lower case.</param>
/// <param name="Name">The name shown to others.</param>
/// <param name="Roles">The roles now.</param>
/// <param name="LastSeenAtMs">To five minutes; null: never.</param>
/// <param name="Sessions">How many sign-ins hold.</param>
/// <param name="SecondFactor">Whether a code is asked at sign-in.</param>
/// <param name="Locked">Whether an owner locked the account.</param>
/// <param name="IsOwn">Whether it is who looks.</param>
public sealed record PersonLine(string? Id, string Email, string Name, IReadOnlyList<RoleGrant> Roles, long? LastSeenAtMs, int Sessions, bool SecondFactor, bool Locked, bool IsOwn);
