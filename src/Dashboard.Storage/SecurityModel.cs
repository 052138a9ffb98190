using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dashboard.Storage;

/// <summary>Tables of keys, sessions, invitations, shared links and the set-up link. People and roles are the tables of ASP.NET Core Identity.</summary>
internal static class SecurityModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<AppUser>(e =>
        {
            e.Property(u => u.Name).HasMaxLength(200);

            // Moved by StoredCodeSteps and StoredSessions alone: a save of the account from another request must not set them back.
            e.Property(u => u.LastCodeStep).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            e.Property(u => u.LastSeenAtMs).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        });
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
            e.Property(r => r.Scopes).HasColumnName("scopes").HasDefaultValue(ApiKeyScopes.Ingest | ApiKeyScopes.Read).HasSentinel((ApiKeyScopes)(-1));
            e.Property(r => r.SeatsJson).HasColumnName("seats");
            e.Property(r => r.RequestsPerMinute).HasColumnName("requests_per_minute").HasDefaultValue(ApiKeyRow.DefaultRequestsPerMinute).HasSentinel(-1);
            e.Property(r => r.ExpiresAtMs).HasColumnName("expires_at_ms");
            e.HasIndex(r => r.Hash).IsUnique().HasDatabaseName("ix_api_key_hash");
        });
        model.Entity<SetupLinkRow>(e =>
        {
            e.ToTable("setup_link").HasKey(r => r.Id);
            e.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
            e.Property(r => r.TokenHash).HasColumnName("token_hash").HasMaxLength(32);
            e.Property(r => r.CreatedAtMs).HasColumnName("created_at_ms");
        });
        model.Entity<SignInSessionRow>(e =>
        {
            e.ToTable("sign_in_session").HasKey(r => r.Id);
            e.Property(r => r.Id).HasColumnName("id").HasMaxLength(32);
            e.Property(r => r.UserId).HasColumnName("user_id").HasMaxLength(450);
            e.Property(r => r.MadeAtMs).HasColumnName("made_at_ms");
            e.Property(r => r.LastSeenAtMs).HasColumnName("last_seen_at_ms");
            e.Property(r => r.Address).HasColumnName("address").HasMaxLength(64);
            e.Property(r => r.Agent).HasColumnName("agent").HasMaxLength(100);
            e.Property(r => r.How).HasColumnName("how").HasMaxLength(60);
            e.HasOne<AppUser>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(r => r.UserId).HasDatabaseName("ix_sign_in_session_user_id");
        });
        model.Entity<InvitationRow>(e =>
        {
            e.ToTable("invitation").HasKey(r => r.Id);
            e.Property(r => r.Id).HasColumnName("id");
            e.Property(r => r.TokenHash).HasColumnName("token_hash").HasMaxLength(32);
            e.Property(r => r.Email).HasColumnName("email").HasMaxLength(254);
            e.Property(r => r.Name).HasColumnName("name").HasMaxLength(200);
            e.Property(r => r.Roles).HasColumnName("roles");
            e.Property(r => r.MadeBy).HasColumnName("made_by").HasMaxLength(254);
            e.Property(r => r.MadeAtMs).HasColumnName("made_at_ms");
            e.Property(r => r.ExpiresAtMs).HasColumnName("expires_at_ms");
            e.Property(r => r.UsedAtMs).HasColumnName("used_at_ms");
            e.Property(r => r.SettledAtMs).HasColumnName("settled_at_ms");
            e.Property(r => r.WithdrawnAtMs).HasColumnName("withdrawn_at_ms");
            e.HasIndex(r => r.TokenHash).IsUnique().HasDatabaseName("ix_invitation_token_hash");
        });
        model.Entity<ShareLinkRow>(e =>
        {
            e.ToTable("share_link").HasKey(r => r.Id);
            e.Property(r => r.Id).HasColumnName("id");
            e.Property(r => r.TokenHash).HasColumnName("token_hash").HasMaxLength(32);
            e.Property(r => r.Kind).HasColumnName("kind");
            e.Property(r => r.SeatId).HasColumnName("seat_id");
            e.Property(r => r.FirstDay).HasColumnName("first_day");
            e.Property(r => r.GroupedBy).HasColumnName("grouped_by").HasMaxLength(20);
            e.Property(r => r.MadeBy).HasColumnName("made_by").HasMaxLength(254);
            e.Property(r => r.MadeAtMs).HasColumnName("made_at_ms");
            e.Property(r => r.Purpose).HasColumnName("purpose").HasMaxLength(ShareLinkRow.MaxPurpose);
            e.Property(r => r.ExpiresAtMs).HasColumnName("expires_at_ms");
            e.Property(r => r.RevokedAtMs).HasColumnName("revoked_at_ms");
            e.Property(r => r.LastOpenedAtMs).HasColumnName("last_opened_at_ms");
            e.Property(r => r.OpenedCount).HasColumnName("opened_count");
            e.HasIndex(r => r.TokenHash).IsUnique().HasDatabaseName("ix_share_link_token_hash");
        });
    }
}
