using System.Globalization;
using System.Security.Claims;
using System.Text;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Web.Exports;
using Dashboard.Web.Security;
using Dashboard.Web.Sharing;

namespace Dashboard.Web.Features.Ledger;

/// <summary>The monthly ledger as a file: its lines, or the postings behind them. The same data give the same bytes.</summary>
internal static class LedgerEndpoints
{
    public static void AddLedger(this WebApplicationBuilder builder) => builder.Services.AddSingleton<LedgerDesk>().AddSingleton<ISharedPage, SharedLedger>();

    public static void MapLedger(this WebApplication app) => 
        app.MapGet("/ledger/export.csv", ExportAsync).RequireAuthorization(nameof(Right.SeeFigures), nameof(Right.Export)).AddEndpointFilter(app.Services.GetRequiredService<ExportRate>());

    /// <summary>The first day of <c>2026-11</c>; null for anything else.</summary>
    public static DateOnly? MonthOf(string? text) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What the word of an address means.</summary>
    public static LedgerGrouping GroupingOf(string? text) => text switch { "seat" => LedgerGrouping.Seat, "cost-centre" => LedgerGrouping.CostCentre, _ => LedgerGrouping.Team };

    private static async Task<IResult> ExportAsync(
        LedgerDesk desk, Database database, TimeProvider time, Callers callers, ClaimsPrincipal person, string? month, string? by, string? kind, CancellationToken cancellationToken)
    {
        var caller = await callers.OfAsync(person, cancellationToken);
        if (MonthOf(month) is not { } first || await desk.ReadAsync(first, GroupingOf(by), caller, cancellationToken) is not { } view || view.Month.Month != first)
        {
            return Results.NotFound();
        }

        // What the address says goes into the name of a file and into the audit log only as one of our own words.
        var word = GroupingOf(by) switch { LedgerGrouping.Seat => "seat", LedgerGrouping.CostCentre => "cost-centre", _ => "team" };
        var (text, rows) = kind == "postings" ? await PostingsAsync(desk, first, caller, cancellationToken) : (Summary(view), view.Lines.Count + 1);
        await database.Audit.AppendAsync(
            AuditEvent.OfExport(caller.Actor, kind == "postings" ? "postings" : "ledger", rows, ("month", month), ("by", kind == "postings" ? null : word)),
            time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        return Results.File(Encoding.UTF8.GetBytes(text), Csv.ContentType, $"ledger-{month}-{(kind == "postings" ? kind : word)}.csv");
    }

    /// <summary>The lines and their total as a file. Lines add up to the total in every column; the column <c>row</c> tells it from them.</summary>
    /// <param name="view">The month.</param>
    /// <param name="withEmails">Whether the e-mails of seats are in it.</param>
    public static string Summary(LedgerView view, bool withEmails = true)
    {
        var csv = new Csv(
            "month", "row", "name", "email", "seats", "opening", "granted", "consumed", "expired", "voided", "available", "overage", "payable", "uncovered",
            "uncoveredOff", "uncoveredOverCap", "uncoveredUnclaimed", "uncoveredNotEligible", "uncoveredInactive", "unpricedEvents",
            "grantedRounded", "consumedRounded", "expiredRounded", "voidedRounded", "availableRounded", "overageRounded", "payableRounded", "uncoveredRounded");
        foreach (var (line, row) in view.Lines.Select(l => (l, "line")).Append((view.Total, "total")))
        {
            csv.Day(view.Month.Month).Text(row).Text(line.Name).Text(withEmails ? line.Detail : "").Count(line.Seats).Amount(Credits.Money.Nanodollars.Zero)
                .Amount(line.Flows.Granted).Amount(line.Flows.Consumed).Amount(line.Flows.Expired).Amount(line.Flows.Voided).Amount(line.Flows.Available).Amount(line.Flows.Overage)
                .Amount(line.Payable).Amount(line.Flows.Uncovered)
                .Amount(line.Reasons.OverageOff).Amount(line.Reasons.OverCap).Amount(line.Reasons.Unclaimed).Amount(line.Reasons.NotEligible).Amount(line.Reasons.InactiveSeat)
                .Count(line.UnpricedEvents)
                .Cents(line.Cents.Granted).Cents(line.Cents.Consumed).Cents(line.Cents.Expired).Cents(line.Cents.Voided).Cents(line.CentsAvailable).Cents(line.Cents.Overage)
                .Cents(line.CentsPayable).Cents(line.Cents.Uncovered).EndLine();
        }

        return csv.ToString();
    }

    private static async Task<(string Text, int Rows)> PostingsAsync(LedgerDesk desk, DateOnly month, Caller caller, CancellationToken cancellationToken)
    {
        var csv = new Csv(
            "email", "cycleStart", "cycleEnd", "mode", "sequence", "effectiveAt", "bookedAt", "kind", "reason", "from", "to", "amount", "amountRounded", "availableAfter", "decision", "actor", "note");
        var rows = 0;
        await foreach (var (row, line) in desk.PostingsAsync(month, caller, cancellationToken))
        {
            rows++;
            var posting = line.Posting;
            csv.Text(row.Email.Length > 0 ? row.Email : row.Name).Day(row.Figures.Start).Day(row.Figures.End).Text(row.Figures.Kind.ToString()).Count(posting.Sequence)
                .Instant(posting.EffectiveAtMs).Instant(posting.BookedAtMs).Text(posting.Kind.ToString()).Text(posting.Reason.ToString())
                .Text(posting.From.ToString()).Text(posting.To.ToString()).Amount(posting.Amount).Cents(posting.Amount).Amount(line.Available)
                .Text(posting.Decision == 0 ? "" : posting.Decision.ToString(CultureInfo.InvariantCulture)).Text(posting.Actor).Text(posting.Note).EndLine();
        }

        return (csv.ToString(), rows);
    }
}
