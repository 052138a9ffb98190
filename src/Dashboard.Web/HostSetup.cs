namespace Dashboard.Web;

/// <summary>Where the host finds its files and listens, the same in <c>dotnet run</c>, in tests and when published.</summary>
internal static class HostSetup
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>The content root is the folder of the program: settings and static assets stand beside it, wherever it was started from.</summary>
    public static WebApplicationOptions Options(string[] args) => new() { Args = args, ContentRootPath = AppContext.BaseDirectory };

    public static void AddHostSetup(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        // Outside Development nothing else would find the assets of packages before publishing.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(DataDirectory.Open(builder.Configuration["Dashboard:DataDirectory"]));
        builder.Services.AddHostedService<StartNotice>();
    }
}
