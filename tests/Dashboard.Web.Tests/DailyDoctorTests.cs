using Dashboard.Storage;
using Dashboard.TestKit;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests;

public sealed class DailyDoctorTests
{
    [Fact]
    public async Task A_round_is_made_once_a_day_and_its_findings_are_kept()
    {
        using var host = new WebHost();
        var database = host.Services.GetRequiredService<Database>();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var doctor = new DailyDoctor(database, host.Services.GetRequiredService<LiveUpdates>(), time, NullLogger<DailyDoctor>.Instance);

        var first = await doctor.StepAsync(default);
        time.Advance(TimeSpan.FromHours(23));
        var early = await doctor.StepAsync(default);
        await using (var db = database.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO usage_identity (key, event_id) VALUES (x'00000000000000000000000000000001', 999999)");
        }

        time.Advance(TimeSpan.FromHours(1));
        var second = await doctor.StepAsync(default);
        var kept = await host.Services.GetRequiredService<HealthReader>().LastRoundAsync();

        Assert.Empty(first!.Findings);
        Assert.Null(early);
        Assert.Single(second!.Findings);
        Assert.Equal(second.StartedAtMs, kept!.StartedAtMs);
        Assert.Contains(HealthReader.RowsOf(kept), r => r is { Name: "Do not hold", Value: "1" });
    }
}
