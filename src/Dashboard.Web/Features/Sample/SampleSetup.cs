using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Features.Sample;

/// <summary>The sample organisation, when the host was started with <c>--demo</c>.</summary>
internal static class SampleSetup
{
    private const string OwnerEmail = "owner@alderway.example";

    /// <summary>Whether it was.</summary>
    public static bool IsSample(this IConfiguration configuration) => string.Equals(configuration["Dashboard:Demo"], "true", StringComparison.OrdinalIgnoreCase);

    public static void AddSample(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.IsSample())
        {
            builder.Services.AddSingleton<SampleAccess>();
            builder.Services.AddHostedService<SampleNotice>();
        }
    }

    /// <summary>Makes the sample and its owner, unless they were made today.</summary>
    public static async Task LoadSampleAsync(this WebApplication app)
    {
        var folder = app.Services.GetRequiredService<DataDirectory>().Path;
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!app.Configuration.IsSample() || SampleFolder.IsMade(folder, now))
        {
            return;
        }

        await SampleLoader.LoadAsync(app.Services.GetRequiredService<Database>(), now);
        await using var scope = app.Services.CreateAsyncScope();
        await MakeOwnerAsync(scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>(), scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>());
        await scope.ServiceProvider.GetRequiredService<OwnerAdoption>().RunAsync();
        SampleFolder.MarkMade(folder, now);
    }

    public static void MapSample(this WebApplication app)
    {
        if (app.Configuration.IsSample())
        {
            app.MapGet("/sample/sign-in", SignInAsync).AllowAnonymous();
        }
    }

    private static async Task<IResult> SignInAsync(string? token, SampleAccess access, PeopleSignIn signIn)
    {
        if (!access.IsToken(token) || await signIn.UserManager.FindByNameAsync(OwnerEmail) is not { } owner)
        {
            return Results.LocalRedirect("/sign-in");
        }

        signIn.How = "Sample link";
        await signIn.SignInAsync(owner, isPersistent: false);
        return Results.LocalRedirect("/");
    }

    /// <summary>Without a password: the printed link is the only way in.</summary>
    private static async Task MakeOwnerAsync(UserManager<AppUser> users, RoleManager<IdentityRole> roles)
    {
        var owner = new AppUser { UserName = OwnerEmail, Email = OwnerEmail, EmailConfirmed = true, Name = "Ines Carvalho" };
        foreach (var step in (Func<Task<IdentityResult>>[])[() => users.CreateAsync(owner), () => roles.CreateAsync(new IdentityRole(OwnerAdoption.Mark)), () => users.AddToRoleAsync(owner, OwnerAdoption.Mark)])
        {
            if (await step() is { Succeeded: false } failed)
            {
                throw new InvalidOperationException("The sample's owner could not be made: " + string.Join(' ', failed.Errors.Select(e => e.Code)));
            }
        }
    }
}
