using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SeatUrgencyOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_seat_now_urgency",
                table: "seat_now");

            // The order of SeatsRead.Urgency, letter by letter, so that the first rows of ten thousand are read and not sorted.
            migrationBuilder.Sql(
                "CREATE INDEX ix_seat_now_urgency ON seat_now (active, state, (CASE WHEN state = 3 THEN COALESCE(exhaust_day, 2147483647) ELSE 0 END), "
                + "(CASE WHEN state = 4 THEN -COALESCE(exhaust_probability, 0) ELSE 0 END), used_share DESC, seat_id)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_seat_now_urgency",
                table: "seat_now");

            migrationBuilder.CreateIndex(
                name: "ix_seat_now_urgency",
                table: "seat_now",
                columns: new[] { "state", "exhaust_day", "used_share" });
        }
    }
}
