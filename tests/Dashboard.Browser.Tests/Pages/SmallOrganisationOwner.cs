namespace Dashboard.Browser.Tests.Pages;

/// <summary>An organisation of its own for a test that changes it.</summary>
internal sealed class SmallOrganisationOwner : IAsyncDisposable
{
    private SmallOrganisationOwner(SmallOrganisation organisation) => Organisation = organisation;

    public SmallOrganisation Organisation { get; }

    public static async Task<SmallOrganisationOwner> CreateAsync()
    {
        var organisation = new SmallOrganisation();
        await organisation.InitializeAsync();
        return new SmallOrganisationOwner(organisation);
    }

    public ValueTask DisposeAsync() => Organisation.DisposeAsync();
}
