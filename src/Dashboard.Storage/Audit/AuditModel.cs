using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Audit;

/// <summary>Tables of the audit trail. Call before the columns are named.</summary>
internal static class AuditModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<AuditEntryRow>(e =>
        {
            e.ToTable("audit_entry").HasKey(r => r.Sequence);
            e.Property(r => r.Sequence).ValueGeneratedNever();
            e.HasIndex(r => r.Subject).HasDatabaseName("ix_audit_entry_subject");
            e.HasIndex(r => r.PersonId).HasDatabaseName("ix_audit_entry_person");
            e.HasIndex(r => r.DecisionSequence).IsUnique().HasFilter("decision_sequence IS NOT NULL").HasDatabaseName("ix_audit_entry_decision");
        });
        model.Entity<AuditDetailRow>(e =>
        {
            e.ToTable("audit_detail").HasKey(r => r.Sequence);
            e.Property(r => r.Sequence).ValueGeneratedNever();
        });
        model.Entity<AuditPersonRow>(e =>
        {
            e.ToTable("audit_person").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.Name).HasDatabaseName("ix_audit_person_name");
        });
        model.Entity<AuditHeadRow>(e =>
        {
            e.ToTable("audit_head").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
        });
        model.Entity<ErasureDoorRow>(e =>
        {
            e.ToTable("erasure_door").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
        });
    }
}
