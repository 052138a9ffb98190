using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ShareLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "share_link",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    token_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    seat_id = table.Column<int>(type: "INTEGER", nullable: true),
                    first_day = table.Column<int>(type: "INTEGER", nullable: true),
                    grouped_by = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    made_by = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    made_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    expires_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    last_opened_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_share_link", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_share_link_token_hash",
                table: "share_link",
                column: "token_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "share_link");
        }
    }
}
