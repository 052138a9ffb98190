using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Jobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "job_setting",
                columns: table => new
                {
                    job_id = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    cron = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    changed_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    paused_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    paused_by = table.Column<string>(type: "TEXT", maxLength: 450, nullable: true),
                    pause_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_job_setting", x => x.job_id);
                });

            migrationBuilder.CreateTable(
                name: "keeping",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    evidence_days = table.Column<int>(type: "INTEGER", nullable: false),
                    issue_days = table.Column<int>(type: "INTEGER", nullable: false),
                    history_days = table.Column<int>(type: "INTEGER", nullable: false),
                    payload_days = table.Column<int>(type: "INTEGER", nullable: false),
                    backups = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_keeping", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "job_setting");

            migrationBuilder.DropTable(
                name: "keeping");
        }
    }
}
