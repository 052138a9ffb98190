using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class VendorReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "vendor_connection",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    key_protected = table.Column<string>(type: "TEXT", nullable: false),
                    key_shown = table.Column<string>(type: "TEXT", nullable: false),
                    reports = table.Column<int>(type: "INTEGER", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vendor_connection", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "vendor_day",
                columns: table => new
                {
                    connection_id = table.Column<int>(type: "INTEGER", nullable: false),
                    report = table.Column<int>(type: "INTEGER", nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    row_key = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    actor_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    api_key = table.Column<string>(type: "TEXT", nullable: true),
                    workspace = table.Column<string>(type: "TEXT", nullable: true),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    product = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    cost_nano = table.Column<long>(type: "INTEGER", nullable: true),
                    list_nano = table.Column<long>(type: "INTEGER", nullable: true),
                    input_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    output_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cache_write_5m_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cache_write_1h_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    web_searches = table.Column<long>(type: "INTEGER", nullable: false),
                    requests = table.Column<long>(type: "INTEGER", nullable: false),
                    refreshed_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    pulled_at_ms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vendor_day", x => new { x.connection_id, x.report, x.day, x.row_key });
                });

            migrationBuilder.CreateTable(
                name: "vendor_limit",
                columns: table => new
                {
                    connection_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    amount_nano = table.Column<long>(type: "INTEGER", nullable: true),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    spent_nano = table.Column<long>(type: "INTEGER", nullable: false),
                    pulled_at_ms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vendor_limit", x => new { x.connection_id, x.user_id, x.period });
                });

            migrationBuilder.CreateTable(
                name: "vendor_mark",
                columns: table => new
                {
                    connection_id = table.Column<int>(type: "INTEGER", nullable: false),
                    report = table.Column<int>(type: "INTEGER", nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    refreshed_at_ms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vendor_mark", x => new { x.connection_id, x.report, x.day });
                });

            migrationBuilder.CreateTable(
                name: "vendor_pull",
                columns: table => new
                {
                    connection_id = table.Column<int>(type: "INTEGER", nullable: false),
                    report = table.Column<int>(type: "INTEGER", nullable: false),
                    started_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    done_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    refreshed_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    skew_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    problem = table.Column<string>(type: "TEXT", nullable: true),
                    rows_read = table.Column<long>(type: "INTEGER", nullable: false),
                    issues = table.Column<long>(type: "INTEGER", nullable: false),
                    issues_json = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vendor_pull", x => new { x.connection_id, x.report });
                });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_connection_name",
                table: "vendor_connection",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_vendor_day_day",
                table: "vendor_day",
                column: "day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "vendor_connection");

            migrationBuilder.DropTable(
                name: "vendor_day");

            migrationBuilder.DropTable(
                name: "vendor_limit");

            migrationBuilder.DropTable(
                name: "vendor_mark");

            migrationBuilder.DropTable(
                name: "vendor_pull");
        }
    }
}
