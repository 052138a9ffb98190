using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Dashboard.Storage.Postgres.Migrations
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
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    key_protected = table.Column<string>(type: "text", nullable: false),
                    key_shown = table.Column<string>(type: "text", nullable: false),
                    reports = table.Column<int>(type: "integer", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    created_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vendor_connection", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "vendor_day",
                columns: table => new
                {
                    connection_id = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    row_key = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    actor_kind = table.Column<int>(type: "integer", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    api_key = table.Column<string>(type: "text", nullable: true),
                    workspace = table.Column<string>(type: "text", nullable: true),
                    model = table.Column<string>(type: "text", nullable: false),
                    product = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    cost_nano = table.Column<long>(type: "bigint", nullable: true),
                    list_nano = table.Column<long>(type: "bigint", nullable: true),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_5m_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_1h_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    web_searches = table.Column<long>(type: "bigint", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false),
                    refreshed_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    pulled_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vendor_day", x => new { x.connection_id, x.report, x.day, x.row_key });
                });

            migrationBuilder.CreateTable(
                name: "vendor_limit",
                columns: table => new
                {
                    connection_id = table.Column<int>(type: "integer", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    amount_nano = table.Column<long>(type: "bigint", nullable: true),
                    source = table.Column<string>(type: "text", nullable: false),
                    spent_nano = table.Column<long>(type: "bigint", nullable: false),
                    pulled_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vendor_limit", x => new { x.connection_id, x.user_id, x.period });
                });

            migrationBuilder.CreateTable(
                name: "vendor_mark",
                columns: table => new
                {
                    connection_id = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    refreshed_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vendor_mark", x => new { x.connection_id, x.report, x.day });
                });

            migrationBuilder.CreateTable(
                name: "vendor_pull",
                columns: table => new
                {
                    connection_id = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<int>(type: "integer", nullable: false),
                    started_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    done_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    refreshed_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    skew_ms = table.Column<long>(type: "bigint", nullable: false),
                    problem = table.Column<string>(type: "text", nullable: true),
                    rows_read = table.Column<long>(type: "bigint", nullable: false),
                    issues = table.Column<long>(type: "bigint", nullable: false),
                    issues_json = table.Column<string>(type: "text", nullable: true)
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
