using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class UsageImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "csv_mapping",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    saved_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_csv_mapping", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "imported_event",
                columns: table => new
                {
                    event_id = table.Column<long>(type: "INTEGER", nullable: false),
                    cluster = table.Column<long>(type: "INTEGER", nullable: false),
                    image = table.Column<string>(type: "TEXT", nullable: true),
                    evidence = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imported_event", x => x.event_id);
                });

            migrationBuilder.CreateTable(
                name: "imported_key",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    cluster = table.Column<long>(type: "INTEGER", nullable: false),
                    event_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imported_key", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "imported_observation",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    cluster = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<int>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    is_import = table.Column<bool>(type: "INTEGER", nullable: false),
                    received_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    fallback_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    primary_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    link_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    record = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imported_observation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "usage_import",
                columns: table => new
                {
                    source_id = table.Column<int>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    mapping = table.Column<string>(type: "TEXT", nullable: false),
                    mapping_json = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    started_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    started_by = table.Column<string>(type: "TEXT", nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    row_count = table.Column<long>(type: "INTEGER", nullable: false),
                    accepted = table.Column<long>(type: "INTEGER", nullable: false),
                    updated = table.Column<long>(type: "INTEGER", nullable: false),
                    duplicate = table.Column<long>(type: "INTEGER", nullable: false),
                    issues = table.Column<long>(type: "INTEGER", nullable: false),
                    first_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    last_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    taken_back_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    taken_back_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_usage_import", x => x.source_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_imported_event_cluster",
                table: "imported_event",
                column: "cluster");

            migrationBuilder.CreateIndex(
                name: "ix_imported_key_cluster",
                table: "imported_key",
                column: "cluster");

            migrationBuilder.CreateIndex(
                name: "ix_imported_observation_cluster",
                table: "imported_observation",
                column: "cluster");

            migrationBuilder.CreateIndex(
                name: "ix_imported_observation_source",
                table: "imported_observation",
                columns: new[] { "source_id", "cluster" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "csv_mapping");

            migrationBuilder.DropTable(
                name: "imported_event");

            migrationBuilder.DropTable(
                name: "imported_key");

            migrationBuilder.DropTable(
                name: "imported_observation");

            migrationBuilder.DropTable(
                name: "usage_import");
        }
    }
}
