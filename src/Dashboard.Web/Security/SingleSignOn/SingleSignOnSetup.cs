using Dashboard.Web.Features.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>Single sign-on, when its settings are there.</summary>
internal static class SingleSignOnSetup
{
    private const string Start = "/sign-in/oauth";
    private const string Done = "/sign-in/oauth/done";

    public static void AddSingleSignOn(this WebApplicationBuilder builder)
    {
        var settings = SingleSignOnSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(new SingleSignOnButton(settings?.ButtonText));
        if (settings is null)
        {
            return;
        }

        builder.Services.AddSingleton(settings).AddSingleton<MappedRoles>().AddScoped<SingleSignOnDoor>();
        builder.Services.AddAuthentication().AddOAuth<SingleSignOnOptions, SingleSignOnHandler>(SingleSignOnHandler.SchemeName, options =>
        {
            options.Settings = settings;
            options.ClientId = settings.ClientId;
            options.ClientSecret = settings.ClientSecret;
            options.CallbackPath = "/sign-in/oauth/callback";
            options.SignInScheme = IdentityConstants.ExternalScheme;
            options.UsePkce = true;
            options.BackchannelTimeout = TimeSpan.FromSeconds(15);
            options.Scope.Clear();
            settings.Scopes.ToList().ForEach(options.Scope.Add);

            // The provider comes back with a link, never with a form: the cookie need not cross sites.
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Events.OnRemoteFailure = RefusedAsync;
        });
    }

    /// <summary>Started by a link, because the content security policy lets no form lead to another host.</summary>
    public static void MapSingleSignOn(this WebApplication app)
    {
        if (app.Services.GetService<SingleSignOnSettings>() is null)
        {
            return;
        }

        app.MapGet(Start, StartAsync).AllowAnonymous();
        app.MapGet(Done, DoneAsync).AllowAnonymous();
    }

    private static async Task<IResult> StartAsync(HttpContext context, SignInTrail trail, PeopleSignIn signIn, string? returnUrl)
    {
        var done = Done + QueryString.Create("returnUrl", LocalAddress.Of(returnUrl));
        try
        {
            await context.ChallengeAsync(SingleSignOnHandler.SchemeName, new AuthenticationProperties { RedirectUri = done });
            return Results.Empty;
        }
        catch (SingleSignOnRefusal refusal)
        {
            return await ToldAsync(refusal, trail, signIn);
        }
    }

    private static async Task<IResult> DoneAsync(HttpContext context, SingleSignOnDoor door, SignInTrail trail, PeopleSignIn signIn, string? returnUrl)
    {
        var provided = await context.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        if (!provided.Succeeded)
        {
            return Results.LocalRedirect("/sign-in?problem=state");
        }

        try
        {
            var result = await door.EnterAsync(provided.Principal);
            return result.Succeeded ? Results.LocalRedirect(LocalAddress.Of(returnUrl))
                : result.RequiresTwoFactor ? Results.LocalRedirect("/sign-in/second-factor" + QueryString.Create("ReturnUrl", LocalAddress.Of(returnUrl)))
                : await ToldAsync(new SingleSignOnRefusal("locked", "locked"), trail, signIn);
        }
        catch (SingleSignOnRefusal refusal)
        {
            return await ToldAsync(refusal, trail, signIn);
        }
    }

    private static async Task<IResult> ToldAsync(SingleSignOnRefusal refusal, SignInTrail trail, PeopleSignIn signIn)
    {
        await trail.RefusedAsync(refusal.Data["email"] as string, signIn.Address, "Single sign-on", refusal.Message);
        return Results.LocalRedirect("/sign-in?problem=" + refusal.Code);
    }

    private static async Task RefusedAsync(RemoteFailureContext context)
    {
        var services = context.HttpContext.RequestServices;
        var refusal = context.Failure as SingleSignOnRefusal ?? context.Failure?.InnerException as SingleSignOnRefusal ?? Guess(context.Failure);
        await services.GetRequiredService<SignInTrail>().RefusedAsync(null, services.GetRequiredService<PeopleSignIn>().Address, "Single sign-on", refusal.Message);
        context.Response.Redirect("/sign-in?problem=" + refusal.Code);
        context.HandleResponse();
    }

    // The framework has words and no codes.
    private static SingleSignOnRefusal Guess(Exception? failure) =>
        failure?.Message is { } words && (words.Contains("state", StringComparison.OrdinalIgnoreCase) || words.Contains("Correlation", StringComparison.Ordinal)) ? new("state", "the answer belongs to no sign-in of this browser")
        : failure?.Message is { } said && said.Contains("denied", StringComparison.OrdinalIgnoreCase) ? new("denied", "the provider refused")
        : new("provider", "the provider's answer cannot be used");
}
