using System.Globalization;
using System.Security.Claims;
using System.Text;
using Dashboard.Storage.Audit;
using Dashboard.Web.Exports;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Audit;

/// <summary>The audit trail as a file, by the filter of the page.</summary>
internal static class AuditEndpoints
{
    private const int LinesAtOnce = 500;

    public static void AddAudit(this WebApplicationBuilder builder) => builder.Services.AddSingleton<AuditDesk>();

    public static void MapAudit(this WebApplication app) =>
        app.MapGet("/settings/audit/export.csv", ExportAsync).RequireAuthorization(nameof(Right.SeeAudit), nameof(Right.Export)).AddEndpointFilter(app.Services.GetRequiredService<ExportRate>());

    private static async Task<IResult> ExportAsync(
        AuditDesk desk, Callers callers, ClaimsPrincipal person, string? q, string? who, string? kind, string? subject, string? from, string? to, CancellationToken cancellationToken)
    {
        var entries = await desk.ExportAsync(AuditFilter.Of(q, who, kind, subject, from, to), await callers.OfAsync(person, cancellationToken), cancellationToken);
        return Results.Stream(stream => WriteAsync(stream, entries, cancellationToken), Csv.ContentType, "audit.csv");
    }

    private static async Task WriteAsync(Stream stream, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var csv = new Csv("sequence", "at", "kind", "subject", "subjectName", "who", "address", "decision", "before", "after", "reason", "erased", "hash");
        var lines = 0;
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            csv.Count(entry.Sequence).Instant(entry.AtMs).Text(entry.Kind).Text(entry.Subject).Text(entry.SubjectName).Text(entry.Who).Text(entry.Address)
                .Text(entry.Decision?.ToString(CultureInfo.InvariantCulture)).Text(entry.Before).Text(entry.After).Text(entry.Reason).Text(entry.IsErased ? "yes" : "no")
                .Text(Convert.ToHexStringLower(entry.Hash)).EndLine();
            if (++lines % LinesAtOnce == 0)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(csv.Take()), cancellationToken);
            }
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(csv.Take()), cancellationToken);
    }
}
