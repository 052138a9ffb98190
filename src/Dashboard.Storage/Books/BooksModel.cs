using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Books;

/// <summary>Tables of decisions and of what follows from them. Call before the columns are named.</summary>
internal static class BooksModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<DecisionRow>(e =>
        {
            e.ToTable("decision").HasKey(r => r.Sequence);
            e.Property(r => r.Sequence).ValueGeneratedNever();
            e.HasIndex(r => r.Subject).HasDatabaseName("ix_decision_subject");
            e.HasIndex(r => r.EffectiveAtMs).HasDatabaseName("ix_decision_effective");
        });
        model.Entity<AccountDayRow>(e => e.ToTable("account_day").HasKey(r => new { r.AccountId, r.Day }));
        model.Entity<ShareDayRow>(e => e.ToTable("share_day").HasKey(r => new { r.SeatId, r.Day }));
        model.Entity<BooksDayRow>(e =>
        {
            e.ToTable("books_day").HasKey(r => r.Day);
            e.Property(r => r.Day).ValueGeneratedNever();
        });
        model.Entity<SeatCycleRow>(e =>
        {
            e.ToTable("seat_cycle").HasKey(r => new { r.SeatId, r.AccountId, r.CycleStart });
            e.HasIndex(r => r.CycleStart).HasDatabaseName("ix_seat_cycle_start");
        });
        model.Entity<SeatNowRow>(e =>
        {
            e.ToTable("seat_now").HasKey(r => r.SeatId);
            e.Property(r => r.SeatId).ValueGeneratedNever();
            // Its index ix_seat_now_urgency is over expressions, the order of SeatsRead.Urgency, and so stands in the migrations only.
        });
        model.Entity<ProjectionRow>(e =>
        {
            e.ToTable("projection").HasKey(r => r.SeatId);
            e.Property(r => r.SeatId).ValueGeneratedNever();
        });
        model.Entity<ForecastRow>(e =>
        {
            e.ToTable("forecast").HasKey(r => new { r.SeatId, r.CycleStart, r.Day });
            e.HasIndex(r => r.Day).HasDatabaseName("ix_forecast_day");
        });
        model.Entity<ImportBatchRow>(e => e.HasIndex(r => new { r.SourceId, r.ReceivedAtMs }).HasDatabaseName("ix_import_batch_source"));
        model.Entity<BooksStateRow>(e => e.ToTable("books_state").HasKey(r => r.Name));
    }
}
