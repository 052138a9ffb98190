using System.Globalization;
using Dashboard.Cli.Config;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Web.Features.Api;

/// <summary>Configuration as code for programs: what was decided, and making it so. Only with a key of scope admin, which acts as an owner.</summary>
internal static class ConfigEndpoints
{
    private const int MostBytes = 20 << 20;
    private static readonly string[] Json = ["application/json"];

    public static void MapConfig(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/config").RequireAuthorization(Policies.Admin);
        admin.MapGet("", GetAsync);
        admin.MapPut("", PutAsync);
    }

    private static async Task<IResult> GetAsync(HttpContext context, Database database, TimeProvider time, CancellationToken cancellationToken)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        if (!organisation.IsCreated)
        {
            return Results.Problem("The organisation was not set up yet.", statusCode: StatusCodes.Status409Conflict);
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.Audit.AppendAsync(AuditEvent.OfExport(CallerOf(context).Actor, "config", organisation.Seats.Count), now, cancellationToken);
        return Results.Text(ConfigWriter.Write(organisation, now), "application/json");
    }

    /// <summary>With <c>plan=true</c>, which is the default, nothing is decided.</summary>
    private static async Task<IResult> PutAsync(HttpContext context, Database database, Decider decider, TimeProvider time, bool? plan, string? reason, CancellationToken cancellationToken)
    {
        var (body, refusal) = RequestBody.Open(context, Json, MostBytes, MostBytes);
        if (body is null)
        {
            return refusal!;
        }

        await using var owned = body;
        using var bytes = new MemoryStream();
        try
        {
            await body.CopyToAsync(bytes, cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            return RequestBody.Refusal(e);
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var what = ConfigPlanner.Plan(await database.Decisions.CurrentAsync(cancellationToken), bytes.GetBuffer().AsMemory(0, (int)bytes.Length), now, string.IsNullOrWhiteSpace(reason) ? "Configuration by the API" : reason);
        if (what.Problems.Count > 0)
        {
            return Problem(what.Problems);
        }

        var isApplied = plan == false;
        if (what.Changes.Count > 0 && await decider.DecideAsync(CallerOf(context), what.Decisions, preview: !isApplied, cancellationToken) is AppendResult.Refused refused)
        {
            return Problem(what.ProblemsOf(refused));
        }

        return Results.Ok(new { applied = isApplied, changes = what.Changes.Select(c => new { path = c.Path, text = c.Text }), notes = what.Notes.Select(n => new { path = n.Path, reason = n.Reason }) });
    }

    private static IResult Problem(IReadOnlyList<ConfigProblem> problems) => Results.Problem(
        "The configuration is wrong. Nothing was decided.",
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?> { ["problems"] = problems.Select(p => new { path = p.Path, reason = p.Reason }).ToArray() });

    private static Caller CallerOf(HttpContext context)
    {
        var key = context.Features.GetRequiredFeature<ApiKeyRow>();
        var who = string.Create(CultureInfo.InvariantCulture, $"api-key:{key.Id} {key.Name}");
        return new Caller(new Actor(who, context.Connection.RemoteIpAddress?.ToString()), new Access("", [new RoleGrant(Role.Owner)]));
    }
}
