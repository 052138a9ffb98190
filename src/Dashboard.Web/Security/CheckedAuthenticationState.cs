using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Dashboard.Web.Security;

/// <summary>An open page notices within seconds that its session ended: signed out elsewhere, locked, or removed.</summary>
internal sealed class CheckedAuthenticationState(ILoggerFactory loggers, Sessions sessions, IHostApplicationLifetime host) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(3);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return host.ApplicationStopping.IsCancellationRequested || await sessions.IsOpenAsync(authenticationState.User.FindFirstValue(Sessions.Claim), cancellationToken);
        }
        catch (DbException)
        {
            // Nobody is signed out because the database is away for a moment; without it the page can do nothing anyway.
            return true;
        }
    }
}
