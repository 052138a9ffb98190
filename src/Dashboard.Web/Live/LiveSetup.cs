namespace Dashboard.Web.Live;

/// <summary>Registers what keeps books and open pages in step with the data.</summary>
internal static class LiveSetup
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveUpdates>();
        builder.Services.AddHostedService<BooksKeeper>();
    }
}
