using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Dashboard.Web.Security;

/// <summary>Puts the address of the request into the principal, so that a decision made on an open page names it too.</summary>
internal sealed class AddressClaim(IHttpContextAccessor contexts) : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (contexts.HttpContext?.Connection.RemoteIpAddress is not { } address || principal.HasClaim(c => c.Type == Callers.AddressClaim))
        {
            return Task.FromResult(principal);
        }

        var with = principal.Clone();
        with.AddIdentity(new ClaimsIdentity([new Claim(Callers.AddressClaim, (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString())]));
        return Task.FromResult(with);
    }
}
