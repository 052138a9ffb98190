using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage;

/// <summary>Tables of what is pulled from the vendor's admin APIs.</summary>
internal static class VendorModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<VendorConnectionRow>(e =>
        {
            e.ToTable("vendor_connection").HasKey(r => r.Id);
            e.HasIndex(r => r.Name).IsUnique().HasDatabaseName("ix_vendor_connection_name");
        });
        model.Entity<VendorPullRow>(e => e.ToTable("vendor_pull").HasKey(r => new { r.ConnectionId, r.Report }));
        model.Entity<VendorMarkRow>(e => e.ToTable("vendor_mark").HasKey(r => new { r.ConnectionId, r.Report, r.Day }));
        model.Entity<VendorDayRow>(e =>
        {
            e.ToTable("vendor_day").HasKey(r => new { r.ConnectionId, r.Report, r.Day, r.RowKey });
            e.HasIndex(r => r.Day).HasDatabaseName("ix_vendor_day_day");
            e.Property(r => r.RowKey).HasMaxLength(32);
        });
        model.Entity<VendorLimitRow>(e => e.ToTable("vendor_limit").HasKey(r => new { r.ConnectionId, r.UserId, r.Period }));
    }
}
