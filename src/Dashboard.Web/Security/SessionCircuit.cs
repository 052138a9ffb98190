using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dashboard.Web.Security;

/// <summary>An open page whose session ended does nothing more, whatever its browser sends.</summary>
internal sealed class SessionCircuit(AuthenticationStateProvider state) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        if ((await state.GetAuthenticationStateAsync()).User.Identity is { IsAuthenticated: true })
        {
            await next(context);
        }
    };
}
