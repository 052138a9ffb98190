using Dashboard.Web.Components;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests;

/// <summary>The whole host without a network, in Production as an operator runs it, with a data directory of its own.</summary>
public sealed class WebHost : WebApplicationFactory<App>
{
    private readonly bool _ownsDirectory;
    private readonly Dictionary<string, string> _settings = [];

    public WebHost()
        : this(Directory.CreateTempSubdirectory("drawdown-web-").FullName) => _ownsDirectory = true;

    private WebHost(string dataDirectory) => DataDirectory = dataDirectory;

    /// <summary>The clock of the host, when the test sets it.</summary>
    public SetClock? Clock { get; init; }

    /// <summary>Hears the log, when the test wants it.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>Services beside the product's own.</summary>
    public Action<IServiceCollection>? Extra { get; init; }

    /// <summary>A setting that an operator would write into <c>appsettings.json</c>.</summary>
    public WebHost With(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    public string DataDirectory { get; }

    public SetupLink SetupLink => Services.GetRequiredService<SetupLink>();

    public ApiKeys ApiKeys => Services.GetRequiredService<ApiKeys>();

    /// <summary>A second start on the same data, which stay when it is disposed.</summary>
    public WebHost Again() => new(DataDirectory);

    /// <summary>A caller with its own cookies that follows no redirect.</summary>
    public HttpClient Browser() => CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>Starts it on a free port of this machine, as the real server with its limits.</summary>
    public Uri Listen()
    {
        UseKestrel();
        With(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        StartServer();
        return ClientOptions.BaseAddress;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Dashboard:DataDirectory", DataDirectory);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, StatedPeer>());
        if (Log is not null)
        {
            builder.ConfigureLogging(logging => logging.AddProvider(Log));
        }

        if (Extra is not null)
        {
            builder.ConfigureServices(Extra);
        }

        if (Clock is not null)
        {
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _ownsDirectory && Directory.Exists(DataDirectory))
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }
}
