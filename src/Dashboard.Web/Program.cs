using Dashboard.Storage;
using Dashboard.Web;
using Dashboard.Web.Components;
using Dashboard.Web.Features.Account;
using Dashboard.Web.Features.Api;
using Dashboard.Web.Features.Audit;
using Dashboard.Web.Features.Claims;
using Dashboard.Web.Features.FirstRun;
using Dashboard.Web.Features.Intake;
using Dashboard.Web.Features.Ledger;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Features.Overview;
using Dashboard.Web.Features.People;
using Dashboard.Web.Features.Sample;
using Dashboard.Web.Features.SeatDetail;
using Dashboard.Web.Features.Seats;
using Dashboard.Web.Features.Settings;
using Dashboard.Web.Features.Shares;
using Dashboard.Web.Features.SignIn;
using Dashboard.Web.Features.Sources;
using Dashboard.Web.Features.Teams;
using Dashboard.Web.Jobs;
using Dashboard.Web.Live;
using Dashboard.Web.Observability;
using Dashboard.Web.Security;
using Dashboard.Web.Security.SingleSignOn;

try
{
    var builder = WebApplication.CreateBuilder(HostSetup.Options(args));
    builder.AddHostSetup();
    builder.AddRequestLimits();
    await builder.AddDatabaseAsync();
    builder.AddSignIn();
    builder.AddSingleSignOn();
    builder.AddAccount();
    builder.AddPeople();
    builder.AddApiKeys();
    builder.AddIntake();
    builder.AddLive();
    builder.AddJobs();
    builder.AddFirstRun();
    builder.AddSources();
    builder.AddOverview();
    builder.AddSeat();
    builder.AddSeats();
    builder.AddTeams();
    builder.AddLedger();
    builder.AddOverage();
    builder.AddClaims();
    builder.AddSettings();
    builder.AddAudit();
    builder.AddShares();
    builder.AddSample();
    builder.AddObservability();
    builder.AddPages();

    var app = builder.Build();
    app.UseProxies();
    app.UseSecurityHeaders();
    app.UseResponseCompression();
    app.UseErrorAnswers();
    app.UseRequestLimits();
    app.UseRouting();
    app.UseRateLimiter();
    app.UseAuthentication();
    app.UseTrustedHeader();
    app.UseAuthorization();
    app.Use(app.Services.GetRequiredService<OpenPages>().InvokeAsync);
    app.UseAntiforgery();
    app.MapStaticAssets().AllowAnonymous();
    var api = app.MapApi();
    api.MapUsage();
    api.MapReads();
    api.MapConfig();
    app.MapHealth();
    app.MapMetrics();
    app.MapSeats();
    app.MapLedger();
    app.MapAudit();
    app.MapShares();
    app.MapSignOut();
    app.MapSingleSignOn();
    app.MapAccount();
    app.MapPages();
    app.MapSample();

    await app.AdoptOwnerAsync();
    await app.LoadSampleAsync();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is DatabaseException or OptionsException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
