using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Runbooks;

/// <summary>Tables of the runbook: its decisions, deliveries, mail and webhook settings, reservations. Call before the columns are named.</summary>
internal static class RunbookModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<StageCrossingRow>(e =>
        {
            e.ToTable("stage_crossing").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => new { r.AccountId, r.CycleStart, r.StageId, r.Crossing }).IsUnique().HasDatabaseName("ix_stage_crossing_key");
            e.HasIndex(r => r.DecidedAtMs).HasDatabaseName("ix_stage_crossing_decided");
            e.HasIndex(r => r.EscalateAtMs).HasFilter("escalate_at_ms IS NOT NULL AND escalated_at_ms IS NULL AND acknowledged_at_ms IS NULL").HasDatabaseName("ix_stage_crossing_escalate");
        });
        model.Entity<RunbookDueRow>(e =>
        {
            e.ToTable("runbook_due").HasKey(r => r.AccountId);
            e.Property(r => r.AccountId).ValueGeneratedNever();
        });
        model.Entity<RunbookAccountRow>(e =>
        {
            e.ToTable("runbook_account").HasKey(r => r.AccountId);
            e.Property(r => r.AccountId).ValueGeneratedNever();
        });
        model.Entity<OutboxRow>(e =>
        {
            e.ToTable("outbox").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.Key).IsUnique().HasDatabaseName("ix_outbox_key");
            e.HasIndex(r => r.DueAtMs).HasFilter("state < 3").HasDatabaseName("ix_outbox_due");
            e.HasIndex(r => r.CreatedAtMs).HasDatabaseName("ix_outbox_created");
        });
        model.Entity<OutboxAttemptRow>(e => e.ToTable("outbox_attempt").HasKey(r => new { r.OutboxId, r.Attempt }));
        model.Entity<OutboxCrossingRow>(e =>
        {
            e.ToTable("outbox_crossing").HasKey(r => new { r.OutboxId, r.CrossingId });
            e.HasIndex(r => r.CrossingId).HasDatabaseName("ix_outbox_crossing_crossing");
        });
        model.Entity<MailPreferenceRow>(e => e.ToTable("mail_preference").HasKey(r => r.Person));
        model.Entity<MailServerRow>(e =>
        {
            e.ToTable("mail_server").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
        });
        model.Entity<WebhookTargetRow>(e => e.ToTable("webhook_target").HasIndex(r => r.Name).IsUnique().HasDatabaseName("ix_webhook_target_name"));
        model.Entity<ReservationRow>(e =>
        {
            e.ToTable("reservation").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.PublicId).IsUnique().HasDatabaseName("ix_reservation_public_id");
            e.HasIndex(r => r.IdempotencyHash).IsUnique().HasDatabaseName("ix_reservation_idempotency");
            e.HasIndex(r => r.AccountId).HasFilter("state < 3").HasDatabaseName("ix_reservation_holding");
        });
    }
}
