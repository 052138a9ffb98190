using Dashboard.Web;
using Dashboard.Web.Components;
using Dashboard.Web.Security;

var builder = WebApplication.CreateBuilder(HostSetup.Options(args));
builder.AddHostSetup();
builder.AddPages();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseRouting();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapPages();

await app.RunAsync();
