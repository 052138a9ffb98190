using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Storage;

/// <summary>What a host registers.</summary>
public static class StorageServices
{
    /// <summary>Registers an open database, and a scoped <see cref="AppDb"/> for code that lives within one request (ASP.NET Core Identity).</summary>
    public static IServiceCollection AddDashboardStorage(this IServiceCollection services, Database database)
    {
        services.AddSingleton(database);
        services.AddSingleton<IDbContextFactory<AppDb>>(database);
        services.AddScoped(_ => database.CreateDbContext());
        return services;
    }
}
