using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.Sample;

/// <summary>Somebody who can look at the sample organisation.</summary>
/// <param name="As">How the sign-in link names them: <c>&amp;as=finance</c>.</param>
/// <param name="Email">E-mail.</param>
/// <param name="Name">Name.</param>
/// <param name="Role">Their role; null: none.</param>
/// <param name="Team">Whose admin they are.</param>
internal sealed record SamplePerson(string As, string Email, string Name, Role? Role, string? Team = null);
