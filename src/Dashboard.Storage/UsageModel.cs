using System.Text;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dashboard.Storage;

/// <summary>Tables and columns of everything that is not sign-in: snake_case names, plain integers, keys that keep inserts sequential.</summary>
internal static class UsageModel
{
    public static void Configure(ModelBuilder model)
    {
        var others = model.Model.GetEntityTypes().ToHashSet();
        model.Entity<UsageEventRow>(e =>
        {
            e.ToTable("usage_event").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => new { r.Day, r.SeatId }).HasDatabaseName("ix_usage_event_day_seat");
            e.HasIndex(r => r.ActorId).HasFilter("actor_id IS NOT NULL AND seat_id = 0").HasDatabaseName("ix_usage_event_unassigned_actor");
            e.HasIndex(r => r.ModelId).HasFilter("cost_nano IS NULL").HasDatabaseName("ix_usage_event_unpriced_model");
        });
        model.Entity<UsageIdentityRow>(e =>
        {
            e.ToTable("usage_identity").HasKey(r => r.Key);
            e.Property(r => r.Key).ValueGeneratedNever();
        });
        model.Entity<UsageEvidenceRow>(e => e.ToTable("usage_evidence").HasKey(r => new { r.EventId, r.Component }));
        model.Entity<IdentityDigestRow>(e =>
        {
            e.ToTable("identity_digest").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
        });
        Dictionaries(model);
        Rollups(model);
        Sources(model);
        model.Entity<RunResultRow>(e =>
        {
            e.ToTable("run_result").HasKey(r => r.Id);
            e.HasIndex(r => new { r.SessionId, r.ContentKey }).IsUnique().HasDatabaseName("ix_run_result_session");
        });
        model.Entity<RunRemainderRow>(e => e.ToTable("run_remainder").HasKey(r => new { r.SessionId, r.Identity }));
        model.Entity<RunExcessRow>(e => e.ToTable("run_excess").HasKey(r => new { r.SessionId, r.ModelId }));
        model.Entity<AddedPriceRow>(e => e.ToTable("added_price_row").HasKey(r => r.Id));
        model.Entity<TouchedSeatRow>(e =>
        {
            e.ToTable("touched_seat").HasKey(r => r.SeatId);
            e.Property(r => r.SeatId).ValueGeneratedNever();
        });
        model.Entity<OrganisationRow>(e =>
        {
            e.ToTable("organisation").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasData(new OrganisationRow { Id = 1, Name = "", TimeZone = "UTC", ContractNumerator = 1, ContractDenominator = 1 });
        });
        model.Entity<SeatRow>(e =>
        {
            e.ToTable("seat").HasKey(r => r.Id);
            e.HasIndex(r => r.Email).IsUnique().HasDatabaseName("ix_seat_email");
        });
        model.Entity<CounterRow>(e => e.ToTable("counter").HasKey(r => r.Name));
        Books.BooksModel.Configure(model);
        Audit.AuditModel.Configure(model);
        Runbooks.RunbookModel.Configure(model);
        TelemetryModel.Configure(model);
        VendorModel.Configure(model);
        Imports.ImportModel.Configure(model);
        Name(model.Model.GetEntityTypes().Where(e => !others.Contains(e)));
    }

    private static void Dictionaries(ModelBuilder model)
    {
        model.Entity<ModelRow>(e => e.ToTable("model").HasIndex(r => r.Text).IsUnique().HasDatabaseName("ix_model_text"));
        model.Entity<SessionRow>(e => e.ToTable("session").HasIndex(r => r.Text).IsUnique().HasDatabaseName("ix_session_text"));
        model.Entity<ProjectRow>(e => e.ToTable("project").HasIndex(r => r.Text).IsUnique().HasDatabaseName("ix_project_text"));
        model.Entity<ActorRow>(e => e.ToTable("actor").HasIndex(r => r.Text).IsUnique().HasDatabaseName("ix_actor_text"));
        model.Entity<TagsRow>(e => e.ToTable("tags").HasIndex(r => r.Text).IsUnique().HasDatabaseName("ix_tags_text"));
        model.Entity<ContextRow>(e =>
        {
            e.ToTable("context").HasIndex(r => r.Text).IsUnique().HasDatabaseName("ix_context_text");
            e.Property(r => r.Source).HasDefaultValue(0);
            e.Property(r => r.ProjectId).HasDefaultValue(0);
            e.Property(r => r.Batch).HasDefaultValue(false);
        });
        model.Entity<PriceRowRow>(e => e.ToTable("price_row").HasIndex(r => r.Text).IsUnique().HasDatabaseName("ix_price_row_text"));
    }

    private static void Rollups(ModelBuilder model)
    {
        model.Entity<RollupSeatDayRow>(e => e.ToTable("rollup_seat_day").HasKey(r => new { r.SeatId, r.Day, r.Pool }));
        model.Entity<RollupOrgDayRow>(e => e.ToTable("rollup_org_day").HasKey(r => new { r.Day, r.Pool }));
        model.Entity<RollupDetailRow>(e => e.ToTable("rollup_detail").HasKey(r => new { r.SeatId, r.Day, r.ModelId, r.SourceId, r.ProjectId }));
        model.Entity<RollupSessionRow>(e => e.ToTable("rollup_session").HasKey(r => new { r.SessionId, r.ModelId }));
    }

    private static void Sources(ModelBuilder model)
    {
        model.Entity<SourceRow>(e => e.ToTable("source").HasIndex(r => r.Name).IsUnique().HasDatabaseName("ix_source_name"));
        model.Entity<SourceSeatRow>(e => e.ToTable("source_seat").HasIndex(r => r.SourceId).HasDatabaseName("ix_source_seat_source"));
        model.Entity<SourcePoolRow>(e => e.ToTable("source_pool").HasIndex(r => r.SourceId).HasDatabaseName("ix_source_pool_source"));
        model.Entity<FileMarkRow>(e =>
        {
            e.ToTable("file_mark").HasKey(r => new { r.SourceId, r.FileKey });
            e.Property(r => r.State).HasDefaultValue("");
        });
        model.Entity<ImportBatchRow>(e =>
        {
            e.ToTable("import_batch").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
        });
        model.Entity<IssueRow>(e => e.ToTable("issue").HasIndex(r => r.SourceId).HasDatabaseName("ix_issue_source"));
    }

    /// <summary>Plain SQL reads these names too, and nobody should have to quote them.</summary>
    private static void Name(IEnumerable<IMutableEntityType> entities)
    {
        foreach (var entity in entities)
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && (char.IsUpper(name[i]) || (char.IsDigit(name[i]) && !char.IsDigit(name[i - 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
