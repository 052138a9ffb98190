using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage;

/// <summary>Tables of what telemetry brings besides usage.</summary>
internal static class TelemetryModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<UsageSignalRow>(e =>
        {
            e.ToTable("usage_signal").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.AtMs).HasDatabaseName("ix_usage_signal_at");
        });
        model.Entity<MetricSeriesRow>(e =>
        {
            e.ToTable("metric_series").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.TimeNano).HasDatabaseName("ix_metric_series_time");
        });
        model.Entity<MetricDayRow>(e => e.ToTable("metric_day").HasKey(r => new { r.Day, r.SourceId, r.SeatEmail, r.Model }));
    }
}
