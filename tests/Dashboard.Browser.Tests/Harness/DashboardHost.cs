using Dashboard.Web.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Browser.Tests.Harness;

/// <summary>The real host on a free port, with a data directory of its own that goes with it.</summary>
public sealed class DashboardHost : WebApplicationFactory<App>
{
    private readonly Action<IServiceCollection>? _services;
    private readonly IReadOnlyDictionary<string, string>? _settings;

    public DashboardHost(Action<IServiceCollection>? services = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        _services = services;
        _settings = settings;
        DataDirectory = Directory.CreateTempSubdirectory("drawdown-browser-").FullName;
        UseKestrel();
        StartServer();
        Address = ClientOptions.BaseAddress;
    }

    public string DataDirectory { get; }

    public Uri Address { get; }

    /// <summary>The cookies of the owner once there is one.</summary>
    internal string? OwnerState { get; set; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Dashboard:DataDirectory", DataDirectory);

        foreach (var (key, value) in _settings ?? new Dictionary<string, string>())
        {
            builder.UseSetting(key, value);
        }

        // Not UseKestrel(0): it changes the addresses after the program may have started to listen.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.ConfigureLogging(logging => logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Error));
        builder.ConfigureServices(services =>
        {
            services.AddSingleton<IStartupFilter, TestPages>();
            _services?.Invoke(services);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(DataDirectory))
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }
}
