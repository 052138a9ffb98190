using System.Threading.RateLimiting;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Features.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Security;

/// <summary>Sign-in of people: ASP.NET Core Identity, cookies, lockout, and a limit on attempts from one address.</summary>
internal static class SignInSetup
{
    /// <summary>The rate limit of the sign-in and set-up forms.</summary>
    public const string AttemptLimit = "sign-in";

    private const int AttemptsPerMinute = 20;
    private const int RoundTripsPerMinute = 60;

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CheckedAuthenticationState>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddScoped<IPasswordValidator<AppUser>, PasswordRules>();
        services.AddIdentityCore<AppUser>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.User.RequireUniqueEmail = true;
                options.Lockout = new() { AllowedForNewUsers = true, MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10) };
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<AppDb>()
            .AddUserStore<AccountStore>()
            .AddSignInManager<PeopleSignIn>()
            .AddClaimsPrincipalFactory<NamedPrincipalFactory>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<OneTimeCodeProvider>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<SecurityStampValidatorOptions>(options => options.OnRefreshingPrincipal = SessionCheck.KeepAsync);
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "drawdown-session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = Sessions.Unused;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/sign-in";
            cookie.Events.OnValidatePrincipal = SessionCheck.ValidateAsync;
            cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddHttpContextAccessor().AddTransient<IClaimsTransformation, AddressClaim>();
        services.AddSingleton<Callers>().AddScoped<CurrentCaller>().AddSingleton<FirstPages>().AddSingleton<Decider>().AddSingleton<IAuthorizationHandler, RightPolicy>();
        RightPolicy.AddPolicies(services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()));
        services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = async (rejected, cancellationToken) => await RateAnswer.WriteAsync(rejected.HttpContext.Response, RateAnswer.WaitOf(rejected.Lease), cancellationToken);

            // What comes back from a provider is no form, and a refused one is written into the audit log.
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.Request.Path.StartsWithSegments("/sign-in/oauth")
                ? RateLimitPartition.GetFixedWindowLimiter(ClientAddress.Group(context), _ => new() { PermitLimit = RoundTripsPerMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
            limiter.AddPolicy(AttemptLimit, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    ClientAddress.Group(context),
                    _ => new() { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
        });
        services.AddSingleton<ExportRate>().AddSingleton<OpenPages>();
        services.AddAntiforgery(form => (form.Cookie.Name, form.Cookie.SecurePolicy) = ("drawdown-form", CookieSecurePolicy.SameAsRequest));
        services.AddSingleton<StoredSessions>().AddSingleton<Sessions>().AddSingleton<SignInTrail>().AddSingleton<StoredInvitations>().AddSingleton<Invitations>().AddScoped<Joining>().AddSingleton<StoredCodeSteps>().AddScoped<CircuitHandler, SessionCircuit>();
        services.AddSingleton<SetupLinks>().AddSingleton<SetupLink>();
        services.AddScoped<SecondFactorSignIn>().AddScoped<OwnerSetup>().AddScoped<OwnerAdoption>();
        services.AddHostedService<SetupNotice>();
    }

    /// <summary>Makes the person who set the product up an owner, where that is still to be done.</summary>
    public static async Task AdoptOwnerAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OwnerAdoption>().RunAsync();
    }

    // People are sent to a page, programs are told.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (HostSetup.IsForPrograms(context.HttpContext))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
