using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Features.Sample;

/// <summary>The sample organisation, when the host was started with <c>--demo</c>.</summary>
internal static class SampleSetup
{
    /// <summary>What test buttons say there.</summary>
    public const string NothingLeaves = "This is the sample: nothing ever leaves it, so no server was asked.";

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

    /// <summary>Makes the sample and its people, unless they were made today.</summary>
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
        await MakePeopleAsync(scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>());
        SampleFolder.MarkMade(folder, now);
    }

    public static void MapSample(this WebApplication app)
    {
        if (app.Configuration.IsSample())
        {
            app.MapGet("/sample/sign-in", SignInAsync).AllowAnonymous();
        }
    }

    private static async Task<IResult> SignInAsync(string? token, [FromQuery(Name = "as")] string? name, SampleAccess access, PeopleSignIn signIn)
    {
        if (!access.IsToken(token) || SamplePeople.Find(name) is not { } person || await signIn.UserManager.FindByNameAsync(person.Email) is not { } user)
        {
            return Results.LocalRedirect("/sign-in");
        }

        signIn.How = "Sample link";
        await signIn.SignInAsync(user, isPersistent: false);
        return Results.LocalRedirect("/");
    }

    /// <summary>Without passwords: the printed link is the only way in. Their roles are decisions of the sample.</summary>
    private static async Task MakePeopleAsync(UserManager<AppUser> users)
    {
        foreach (var person in SamplePeople.All)
        {
            if (await users.CreateAsync(new AppUser { UserName = person.Email, Email = person.Email, EmailConfirmed = true, Name = person.Name }) is { Succeeded: false } failed)
            {
                throw new InvalidOperationException("The sample's people could not be made: " + string.Join(' ', failed.Errors.Select(e => e.Code)));
            }
        }
    }
}
