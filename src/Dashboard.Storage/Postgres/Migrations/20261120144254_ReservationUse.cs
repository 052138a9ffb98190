using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ReservationUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "idempotency_hash",
                table: "reservation",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "used",
                table: "reservation",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_reservation_idempotency",
                table: "reservation",
                column: "idempotency_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reservation_idempotency",
                table: "reservation");

            migrationBuilder.DropColumn(
                name: "idempotency_hash",
                table: "reservation");

            migrationBuilder.DropColumn(
                name: "used",
                table: "reservation");
        }
    }
}
