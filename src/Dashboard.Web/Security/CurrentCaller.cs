using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Security;

/// <summary>Who uses this page. A command asks at the moment of the click; what was answered before may have been withdrawn since.</summary>
public sealed class CurrentCaller(AuthenticationStateProvider state, Callers callers)
{
    /// <summary>The person and what they may do now.</summary>
    public async Task<Caller> GetAsync(CancellationToken cancellationToken = default) =>
        await callers.OfAsync((await state.GetAuthenticationStateAsync()).User, cancellationToken);
}
