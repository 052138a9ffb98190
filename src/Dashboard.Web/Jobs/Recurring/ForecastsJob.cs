using System.Globalization;
using Dashboard.Credits.Projection;
using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Jobs.Recurring;

/// <summary>Publishes the day's forecasts and scores those of cycles that have ended.</summary>
internal sealed class ForecastsJob(Database database) : RecurringJob
{
    public override string Id => "forecasts";

    public override string Name => "Forecast and score";

    public override string About =>
        "Begins the day: takes weekdays and rate from the days before, publishes the day's forecasts, and compares earlier ones with what their cycles came to. The track record on Overview is from here.";

    public override string DefaultCron => "5 0 * * *";

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        await database.Books.RollForwardAsync(run.NowMs, cancellationToken);
        if (await ForecastDay.ReadAsync(database, run.NowMs, cancellationToken) is not { } day)
        {
            return new JobEffect("There is no organisation yet.");
        }

        var scored = day.Seats.Forecasts + day.Organisation.Forecasts;
        return new JobEffect(
            $"{Show.Counted(day.Published, "forecast", "forecasts")} published today; {Show.Count(scored)} scored over 200 days{Quality(day.Seats)}.",
            new JobCounts { RowsRead = scored }) { HasEffect = true };
    }

    private static string Quality(TrackRecord record) => record is { Wape: { } ours, WapeLinear: { } line }
        ? string.Create(CultureInfo.InvariantCulture, $": of seats off by {ours:0.0%}, a straight line by {line:0.0%}")
        : "";
}
