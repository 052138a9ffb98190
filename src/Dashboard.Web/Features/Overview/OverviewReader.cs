using Dashboard.Credits.Cycles;
using Dashboard.Credits.Projection;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Overview;

/// <summary>Reads the first page, and what makes up one of its figures.</summary>
internal sealed class OverviewReader(Database database, TimeProvider time)
{
    /// <summary>How many seats that need a decision are listed.</summary>
    public const int SeatRows = 10;

    private (DateOnly Day, TrackRecord Record)? _track;

    /// <summary>The page as of now.</summary>
    public async Task<OverviewView> ReadAsync(Caller caller)
    {
        caller.Require(Right.SeeFigures);
        var data = await OverviewRead.ReadAsync(database, SeatRows);
        var counts = data.Figures is null ? null : await SeatsRead.CountsAsync(database);
        return OverviewBuilder.Build(data, counts, await TrackAsync(data), time.GetUtcNow());
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
