using Dashboard.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Features.Account;

/// <summary>What the account page works with, and the two calls that its script makes before the browser asks for a passkey.</summary>
internal static class AccountSetup
{
    public static void AddAccount(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AccountDesk>();
        builder.Services.Configure<IdentityPasskeyOptions>(options =>
        {
            // The device asks for a finger, a face or a PIN: a passkey is two factors by itself.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.ServerDomain = builder.Configuration["Dashboard:SignIn:PasskeyDomain"] is { Length: > 0 } domain ? domain : null;
        });
    }

    /// <summary>Form posts with an antiforgery token: what they answer belongs to the cookie they set.</summary>
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/passkey-options", async (HttpContext context, AccountDesk desk, [FromForm] string? name) =>
            await desk.FindAsync(context.User) is { } account ? Json(await desk.PasskeyOptionsAsync(account)) : Results.NotFound());
        routes.MapPost("/sign-in/passkey-options", async (PeopleSignIn signIn, [FromForm] string? name) => Json(await signIn.MakePasskeyRequestOptionsAsync(null)))
            .AllowAnonymous().RequireRateLimiting(SignInSetup.AttemptLimit);
    }

    private static IResult Json(string text) => Results.Content(text, "application/json");
}
