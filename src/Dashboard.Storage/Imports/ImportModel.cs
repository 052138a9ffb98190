using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Imports;

/// <summary>Tables of imported files, and of what it takes to take one back.</summary>
internal static class ImportModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<UsageImportRow>(e =>
        {
            e.ToTable("usage_import").HasKey(r => r.SourceId);
            e.Property(r => r.SourceId).ValueGeneratedNever();
        });
        model.Entity<CsvMappingRow>(e => e.ToTable("csv_mapping").HasKey(r => r.Name));
        model.Entity<ImportedEventRow>(e =>
        {
            e.ToTable("imported_event").HasKey(r => r.EventId);
            e.Property(r => r.EventId).ValueGeneratedNever();
            e.HasIndex(r => r.Cluster).HasDatabaseName("ix_imported_event_cluster");
        });
        model.Entity<ImportedKeyRow>(e =>
        {
            e.ToTable("imported_key").HasKey(r => r.Key);
            e.Property(r => r.Key).ValueGeneratedNever();
            e.HasIndex(r => r.Cluster).HasDatabaseName("ix_imported_key_cluster");
        });
        model.Entity<ImportedObservationRow>(e =>
        {
            e.ToTable("imported_observation").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.Cluster).HasDatabaseName("ix_imported_observation_cluster");
            e.HasIndex(r => new { r.SourceId, r.Cluster }).HasDatabaseName("ix_imported_observation_source");
        });
    }
}
