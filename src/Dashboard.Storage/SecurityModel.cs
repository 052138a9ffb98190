using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage;

/// <summary>Tables of keys and the set-up link. People and roles are the tables of ASP.NET Core Identity.</summary>
internal static class SecurityModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<AppUser>(e => e.Property(u => u.Name).HasMaxLength(200));
        model.Entity<ApiKeyRow>(e =>
        {
            e.ToTable("api_key").HasKey(r => r.Id);
            e.Property(r => r.Id).HasColumnName("id");
            e.Property(r => r.Name).HasColumnName("name").HasMaxLength(200);
            e.Property(r => r.Prefix).HasColumnName("prefix").HasMaxLength(20);
            e.Property(r => r.Hash).HasColumnName("hash").HasMaxLength(32);
            e.Property(r => r.CreatedAtMs).HasColumnName("created_at_ms");
            e.Property(r => r.CreatedBy).HasColumnName("created_by").HasMaxLength(450);
            e.Property(r => r.LastUsedAtMs).HasColumnName("last_used_at_ms");
            e.Property(r => r.RevokedAtMs).HasColumnName("revoked_at_ms");
            e.HasIndex(r => r.Hash).IsUnique().HasDatabaseName("ix_api_key_hash");
        });
        model.Entity<SetupLinkRow>(e =>
        {
            e.ToTable("setup_link").HasKey(r => r.Id);
            e.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
            e.Property(r => r.TokenHash).HasColumnName("token_hash").HasMaxLength(32);
            e.Property(r => r.CreatedAtMs).HasColumnName("created_at_ms");
        });
    }
}
