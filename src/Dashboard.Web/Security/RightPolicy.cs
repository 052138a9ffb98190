using Microsoft.AspNetCore.Authorization;

namespace Dashboard.Web.Security;

/// <summary>A policy a right: <c>[Authorize(Policy = nameof(Right.SeeAudit))]</c>.</summary>
internal sealed class RightPolicy(Callers callers) : AuthorizationHandler<RightPolicy.Requirement>
{
    public static void AddPolicies(AuthorizationBuilder builder)
    {
        foreach (var right in Enum.GetValues<Right>())
        {
            builder.AddPolicy(right.ToString(), policy => policy.RequireAuthenticatedUser().AddRequirements(new Requirement(right)));
        }
    }

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        if ((await callers.OfAsync(context.User)).Access.Can(requirement.Right))
        {
            context.Succeed(requirement);
        }
    }

    internal sealed record Requirement(Right Right) : IAuthorizationRequirement;
}
