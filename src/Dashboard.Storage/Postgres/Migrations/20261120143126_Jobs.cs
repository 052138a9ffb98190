using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Postgres.Migrations
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
                    job_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    cron = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    changed_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    paused_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    paused_by = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: true),
                    pause_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_job_setting", x => x.job_id);
                });

            migrationBuilder.CreateTable(
                name: "keeping",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    evidence_days = table.Column<int>(type: "integer", nullable: false),
                    issue_days = table.Column<int>(type: "integer", nullable: false),
                    history_days = table.Column<int>(type: "integer", nullable: false),
                    payload_days = table.Column<int>(type: "integer", nullable: false),
                    backups = table.Column<int>(type: "integer", nullable: false)
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
