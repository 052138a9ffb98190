using System.Globalization;
using System.Security.Claims;
using System.Text;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Web.Exports;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Reconciliation;

/// <summary>A reconciliation as a file: every day and seat of the filter, with a column for each reason.</summary>
internal static class ReconciliationEndpoints
{
    public static void AddReconciliation(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ReconciliationDesk>().AddSingleton<BalanceDesk>();

    public static void MapReconciliation(this WebApplication app) =>
        app.MapGet("/reconciliation/export.csv", ExportAsync).RequireAuthorization(nameof(Right.SeeFigures), nameof(Right.Export)).AddEndpointFilter(app.Services.GetRequiredService<ExportRate>());

    private static async Task<IResult> ExportAsync(
        ReconciliationDesk desk, Database database, TimeProvider time, Callers callers, ClaimsPrincipal person,
        string? from, string? until, string? against, string? who, string? kind, string? all, CancellationToken cancellationToken)
    {
        var caller = await callers.OfAsync(person, cancellationToken);
        if (await desk.ReadAsync(ReconciliationFilter.Of(from, until, against, who, kind, all), caller, cancellationToken) is not { } view)
        {
            return Results.NotFound();
        }

        await database.Audit.AppendAsync(
            AuditEvent.OfExport(
                caller.Actor, "reconciliation", view.Days.Count, ("from", view.From.ToString("O", CultureInfo.InvariantCulture)), ("until", view.Until.ToString("O", CultureInfo.InvariantCulture)),
                ("against", ReconciliationWords.Slug(view.Side))),
            time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        return Results.File(Encoding.UTF8.GetBytes(Text(view)), Csv.ContentType, $"reconciliation-{view.From:yyyy-MM-dd}-{view.Until:yyyy-MM-dd}.csv");
    }

    /// <summary>One line a day and seat, then the total; the reasons of each line add up to its difference.</summary>
    public static string Text(ReconciliationView view)
    {
        var csv = new Csv(["day", "seat", "usage", "report", "difference", .. ReconciliationWords.Kinds.Select(k => char.ToLowerInvariant(k.ToString()[0]) + k.ToString()[1..]), "usageTokens", "reportTokens", "provisional", "reportAsOf"]);
        foreach (var day in view.Days)
        {
            csv.Day(day.Day).Text(day.Who).Amount(day.Of.Usage?.Cost).Amount(day.Of.Report?.Cost).Amount(day.Of.Difference);
            foreach (var kind in ReconciliationWords.Kinds)
            {
                csv.Amount(day.Of.Parts.FirstOrDefault(p => p.Kind == kind).Amount);
            }

            csv.Count(day.Of.Usage?.Tokens ?? 0).Text(day.Of.Report?.Tokens?.ToString(CultureInfo.InvariantCulture)).Text(day.IsProvisional ? "yes" : "no").Instant(day.AsOfMs).EndLine();
        }

        return csv.ToString();
    }
}
