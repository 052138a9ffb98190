namespace Dashboard.Web.Features.People;

/// <summary>Registers what the page of people works with.</summary>
internal static class PeopleSetup
{
    public static void AddPeople(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PeopleDesk>();
}
