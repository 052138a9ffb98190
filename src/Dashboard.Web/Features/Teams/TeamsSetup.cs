namespace Dashboard.Web.Features.Teams;

/// <summary>Registers the page of teams.</summary>
internal static class TeamsSetup
{
    public static void AddTeams(this WebApplicationBuilder builder) => builder.Services.AddSingleton<TeamsDesk>();
}
