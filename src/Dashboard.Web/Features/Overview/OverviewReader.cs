using Dashboard.Credits.Cycles;
using Dashboard.Credits.Projection;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Features.Runbook;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Overview;

/// <summary>Reads the first page, and what makes up one of its figures.</summary>
internal sealed class OverviewReader(Database database, TimeProvider time)
{
    /// <summary>How many seats that need a decision are listed.</summary>
    public const int SeatRows = 10;

    /// <summary>How many open alerts are listed.</summary>
    private const int AlertRowsShown = 4;

    private (DateOnly Day, TrackRecord Record)? _track;

    /// <summary>The page as of now.</summary>
    public async Task<OverviewView> ReadAsync(Caller caller)
    {
        caller.Require(Right.SeeFigures);
        var data = await OverviewRead.ReadAsync(database, SeatRows);
        var counts = data.Figures is null ? null : await SeatsRead.CountsAsync(database);
        var view = OverviewBuilder.Build(data, counts, await TrackAsync(data), time.GetUtcNow());
        return view.Figures.Count == 0 ? view : await WithAlertsAsync(view, data.Organisation);
    }

    private async Task<OverviewView> WithAlertsAsync(OverviewView view, Organisation organisation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var open = await RunbookRead.OpenAsync(database, null, now, AlertRowsShown);
        var lines = (await OverageRead.BasesAsync(database, open.Accounts.Select(a => a.Top.SeatId))).ToDictionary(b => b.Line.SeatId, b => b.Line);
        var today = organisation.DayOf(now);
        return view with
        {
            Alerts = [.. open.Accounts.Select(a => Note(a.Top, lines.GetValueOrDefault(a.Top.SeatId)))],
            AlertsTotal = open.Total,
            Evaluated = await database.Runbook.LastEvaluationAsync() is { } at ? $"Last evaluation {OverageWords.At(at, now, view.Zone)}." : "The runbook has not been evaluated yet.",
        };

        AlertNote Note(CrossingLine top, SeatLine? line) => new(
            RunbookWords.Shape(top.Kind, top.Threshold), AlertRows.Title(top, line) + (top.IsShadow ? ", shadow" : ""), OverageWords.At(top.DecidedAtMs, now, view.Zone), AlertRows.Text(top, line, today),
            top.Email.Length > 0 ? SeatWords.Href(top.Email) : null);
    }

    /// <summary>What makes up a figure; null when there is nothing yet.</summary>
    public async Task<ExplainView?> ExplainAsync(OverviewFigureKind kind, Caller caller)
    {
        caller.Require(Right.SeeFigures);
        var data = await OverviewRead.ReadAsync(database, 0);
        if (data.Figures is not { } figures)
        {
            return null;
        }

        var seats = OverviewExplain.Query(kind) is { } query ? await SeatsRead.PageAsync(database, query) : null;
        return OverviewExplain.Of(kind, figures, data.Projection, seats, data.Organisation);
    }

    /// <summary>Forecasts are scored when cycles end, so one reading a day is enough.</summary>
    private async Task<TrackRecord?> TrackAsync(OverviewData data)
    {
        if (data.Projection is null)
        {
            return null;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var today = ZoneDays.DayOf(now, ZoneDays.Find(data.Organisation.Rules.Zone.At(now)));
        if (_track is not { } known || known.Day != today)
        {
            _track = known = (today, (await TrackRecordRead.ReadAsync(database, today)).Organisation);
        }

        return known.Record;
    }
}
