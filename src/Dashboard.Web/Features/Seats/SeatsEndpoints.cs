using System.Security.Claims;
using System.Text;
using Dashboard.Cli.Seats;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Exports;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Seats;

/// <summary>The list of seats as a file, by the filter of the page.</summary>
internal static class SeatsEndpoints
{
    public static void AddSeats(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SeatsDesk>();
        builder.Services.AddSingleton<SeatsChanges>();
        builder.Services.AddSingleton<SeatUndoPlanner>();
        builder.Services.AddSingleton<SeatImportDesk>();
    }

    public static void MapSeats(this WebApplication app) => 
        app.MapGet("/seats/export.csv", ExportAsync).RequireAuthorization(nameof(Right.SeeSeats), nameof(Right.Export)).AddEndpointFilter(app.Services.GetRequiredService<ExportRate>());

    private static async Task<IResult> ExportAsync(
        SeatsDesk desk, Database database, TimeProvider time, Callers callers, ClaimsPrincipal person, string? q, string? team, string? plan, string? state, string? overage, string? sort, string? dir, CancellationToken cancellationToken)
    {
        var filter = SeatsFilter.Of(q, team, plan, state, overage, sort, dir);
        var caller = await callers.OfAsync(person, cancellationToken);
        var seats = await desk.AllAsync(filter, caller, cancellationToken);
        await database.Audit.AppendAsync(AuditEvent.OfExport(caller.Actor, "seats", seats.Count, filter.Parts), time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        return Results.File(Encoding.UTF8.GetBytes(CsvOf(seats)), Csv.ContentType, "seats.csv");
    }

    internal static string CsvOf(IEnumerable<SeatLine> seats)
    {
        var csv = new Csv(
            "email", "name", "team", "costCentre", "plan", "state", "cycleStart", "cycleEnd", "allocated", "consumed", "available", "overage", "uncovered", "expired", "voided",
            "projected", "projectedLow", "projectedHigh", "exhaustionDate", "pExhaust", "overageSetting", "overageCap", "newestEventAt", "asOf");
        foreach (var seat in seats)
        {
            var isObserved = SeatWords.IsObserved(seat);
            csv.Text(seat.Email).Text(seat.Name).Text(seat.Team).Text(seat.CostCentre).Text(Plans.NameOf(seat.Plan)).Text(StateWords.Word(SeatWords.State(seat)))
                .Day(seat.CycleStart).Day(seat.CycleEnd)
                .Amount(seat.Allocated).Amount(seat.Consumed).Amount(seat.Available).Amount(seat.Overage).Amount(seat.Uncovered).Amount(seat.Expired).Amount(seat.Voided)
                .Amount(isObserved ? seat.Projected : null).Amount(isObserved ? seat.ProjectedLow : null).Amount(isObserved ? seat.ProjectedHigh : null)
                .Day(isObserved ? seat.ExhaustionDate : null).Probability(isObserved ? seat.ExhaustProbability : null)
                .Text(seat.OverageIsOn ? "on" : "off").Amount(seat.OverageCap).Instant(seat.LastEventMs).Instant(seat.AsOfMs).EndLine();
        }

        return csv.ToString();
    }
}
