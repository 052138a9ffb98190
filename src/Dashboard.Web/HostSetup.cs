using Dashboard.Storage;
using Dashboard.Web.Features.Sample;
using Dashboard.Web.Security;
using Dashboard.Web.Telemetry;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;

namespace Dashboard.Web;

/// <summary>Where the host finds its files and listens, the same in <c>dotnet run</c>, in tests and when published.</summary>
internal static class HostSetup
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>The content root is the folder of the program: settings and static assets stand beside it, wherever it was started from.</summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        // An option without a value would swallow the one after it.
        Args = [.. args.Select(a => a == "--demo" ? "--Dashboard:Demo=true" : a)],
        ContentRootPath = AppContext.BaseDirectory,
    };

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
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            // A key is never told why it is not one: mistyped and withdrawn look the same.
            context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
            {
                StatusCodes.Status401Unauthorized => "This is no API key that is in use, or there is none in the request. Send one as “Authorization: Bearer …”; keys are made in Settings, API keys.",
                StatusCodes.Status403Forbidden => "This API key may not do that. What a key may do is chosen when it is made: Settings, API keys.",
                _ => null,
            };
        });

        // Scripts and styles hold no secret; answers that do are never compressed.
        builder.Services.AddResponseCompression(options => (options.MimeTypes, options.EnableForHttps) = (["text/css", "text/javascript"], true));
    }

    /// <summary>Opens the database: the SQLite file in the data directory, or PostgreSQL when <c>Dashboard:Database</c> is a connection string.</summary>
    public static async Task AddDatabaseAsync(this WebApplicationBuilder builder)
    {
        var directory = DataDirectory.Open(builder.Configuration["Dashboard:DataDirectory"]);
        var isSample = builder.Configuration.IsSample();
        directory = isSample ? SampleFolder.Open(directory, TimeProvider.System.GetUtcNow()) : directory;
        builder.Services.AddSingleton(directory);
        builder.Services.AddDataProtection().SetApplicationName("Drawdown").PersistKeysToFileSystem(directory.SecretFolder("keys"));

        var connection = SecretFile.Read(builder.Configuration, "Dashboard:Database");
        var options = isSample || string.IsNullOrWhiteSpace(connection) ? DatabaseOptions.InDirectory(directory.Path) : Options(connection);
        builder.Services.AddDashboardStorage(await Database.OpenAsync(options, TimeProvider.System));
        builder.Services.AddHostedService<StartNotice>();
    }

    private static DatabaseOptions Options(string connection)
    {
        try
        {
            // What has several parts is no directory, and would tell its password wherever directories are named.
            return connection.Contains(';', StringComparison.Ordinal) ? DatabaseOptions.OnPostgres(connection) : DatabaseOptions.Parse(connection);
        }
        catch (ArgumentException)
        {
            // The reason may quote a part of the password.
            throw new OptionsException("Dashboard:Database is not a PostgreSQL connection string such as Host=db;Database=drawdown;Username=drawdown;Password=…");
        }
    }

    /// <summary>What goes wrong is told in the caller's language: problem details to programs, a page to people.</summary>
    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseWhen(IsForPrograms, branch => branch.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf, SuppressDiagnosticsCallback = IsRefusal }).UseStatusCodePages());
        app.UseWhen(context => !IsForPrograms(context), branch => branch.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true, StatusCodeSelector = StatusOf, SuppressDiagnosticsCallback = IsRefusal }));

        // A refused form is not asked again for its token: only what was read is answered with a page.
        app.UseWhen(
            context => !IsForPrograms(context) && HttpMethods.IsGet(context.Request.Method),
            branch => branch.UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true));
    }

    private static int StatusOf(Exception e) => e is NotAllowedException ? StatusCodes.Status403Forbidden
        : e is BadHttpRequestException bad ? bad.StatusCode
        : StatusCodes.Status500InternalServerError;

    /// <summary>Who may not is told, and that is no error of ours.</summary>
    private static bool IsRefusal(ExceptionHandlerSuppressDiagnosticsContext context) => context.Exception is NotAllowedException or BadHttpRequestException;

    /// <summary>Whether the caller is a program and not a person with a browser.</summary>
    public static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/metrics") || TelemetrySetup.IsTelemetry(context.Request.Path);
}
