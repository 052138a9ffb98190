using Dashboard.Storage.Rows;

namespace Dashboard.Web.Features.People;

/// <summary>What the page shows.</summary>
/// <param name="People">By name.</param>
/// <param name="Invitations">Those that were not used, newest first.</param>
/// <param name="Teams">Teams there are, for team admins.</param>
/// <param name="NowMs">When it was read.</param>
public sealed record PeopleView(IReadOnlyList<PersonLine> People, IReadOnlyList<InvitationRow> Invitations, IReadOnlyList<string> Teams, long NowMs);
