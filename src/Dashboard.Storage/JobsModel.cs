using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage;

/// <summary>Tables of what people set about jobs. Their runs are beside the scheduler: <see cref="Jobs.JobHistory"/>.</summary>
internal static class JobsModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<JobSettingRow>(e =>
        {
            e.ToTable("job_setting").HasKey(r => r.JobId);
            e.Property(r => r.JobId).HasColumnName("job_id").HasMaxLength(60);
            e.Property(r => r.Cron).HasColumnName("cron").HasMaxLength(JobSettingRow.MaxCron);
            e.Property(r => r.ChangedAtMs).HasColumnName("changed_at_ms");
            e.Property(r => r.PausedAtMs).HasColumnName("paused_at_ms");
            e.Property(r => r.PausedBy).HasColumnName("paused_by").HasMaxLength(450);
            e.Property(r => r.PauseReason).HasColumnName("pause_reason").HasMaxLength(JobSettingRow.MaxReason);
        });
        model.Entity<KeepingRow>(e =>
        {
            e.ToTable("keeping").HasKey(r => r.Id);
            e.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
            e.Property(r => r.EvidenceDays).HasColumnName("evidence_days");
            e.Property(r => r.IssueDays).HasColumnName("issue_days");
            e.Property(r => r.HistoryDays).HasColumnName("history_days");
            e.Property(r => r.PayloadDays).HasColumnName("payload_days");
            e.Property(r => r.Backups).HasColumnName("backups");
        });
    }
}
