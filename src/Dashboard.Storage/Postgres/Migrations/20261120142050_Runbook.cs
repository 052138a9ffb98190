using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Dashboard.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Runbook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "mail_preference",
                columns: table => new
                {
                    person = table.Column<string>(type: "text", nullable: false),
                    zone = table.Column<string>(type: "text", nullable: true),
                    digest = table.Column<int>(type: "integer", nullable: false),
                    weekday = table.Column<int>(type: "integer", nullable: false),
                    minute_of_day = table.Column<int>(type: "integer", nullable: false),
                    muted = table.Column<string>(type: "text", nullable: false),
                    changed_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_preference", x => x.person);
                });

            migrationBuilder.CreateTable(
                name: "mail_server",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false),
                    port = table.Column<int>(type: "integer", nullable: false),
                    security = table.Column<int>(type: "integer", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: true),
                    password_protected = table.Column<string>(type: "text", nullable: true),
                    from_address = table.Column<string>(type: "text", nullable: false),
                    from_name = table.Column<string>(type: "text", nullable: false),
                    changed_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    changed_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_server", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: true),
                    message_id = table.Column<string>(type: "text", nullable: false),
                    created_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    due_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    leased_by = table.Column<string>(type: "text", nullable: true),
                    leased_until_ms = table.Column<long>(type: "bigint", nullable: true),
                    ended_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_attempt",
                columns: table => new
                {
                    outbox_id = table.Column<long>(type: "bigint", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    at_ms = table.Column<long>(type: "bigint", nullable: false),
                    node = table.Column<string>(type: "text", nullable: false),
                    delivered = table.Column<bool>(type: "boolean", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox_attempt", x => new { x.outbox_id, x.attempt });
                });

            migrationBuilder.CreateTable(
                name: "outbox_crossing",
                columns: table => new
                {
                    outbox_id = table.Column<long>(type: "bigint", nullable: false),
                    crossing_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox_crossing", x => new { x.outbox_id, x.crossing_id });
                });

            migrationBuilder.CreateTable(
                name: "reservation",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    public_id = table.Column<string>(type: "text", nullable: false),
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    account_id = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    created_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    expires_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    session_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    end = table.Column<int>(type: "integer", nullable: true),
                    ended_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    holds_until_ms = table.Column<long>(type: "bigint", nullable: true),
                    api_key_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reservation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "runbook_account",
                columns: table => new
                {
                    account_id = table.Column<int>(type: "integer", nullable: false),
                    cycle_start = table.Column<int>(type: "integer", nullable: false),
                    stages = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runbook_account", x => x.account_id);
                });

            migrationBuilder.CreateTable(
                name: "runbook_due",
                columns: table => new
                {
                    account_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runbook_due", x => x.account_id);
                });

            migrationBuilder.CreateTable(
                name: "stage_crossing",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<int>(type: "integer", nullable: false),
                    cycle_start = table.Column<int>(type: "integer", nullable: false),
                    cycle_end = table.Column<int>(type: "integer", nullable: false),
                    stage_id = table.Column<string>(type: "text", nullable: false),
                    crossing = table.Column<int>(type: "integer", nullable: false),
                    move = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    threshold = table.Column<int>(type: "integer", nullable: false),
                    decided_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    shadow = table.Column<bool>(type: "boolean", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    allocated = table.Column<long>(type: "bigint", nullable: false),
                    consumed = table.Column<long>(type: "bigint", nullable: false),
                    available = table.Column<long>(type: "bigint", nullable: false),
                    overage = table.Column<long>(type: "bigint", nullable: false),
                    exhaust_probability = table.Column<double>(type: "double precision", nullable: true),
                    exhaust_day = table.Column<int>(type: "integer", nullable: true),
                    gate = table.Column<int>(type: "integer", nullable: false),
                    fallback_model = table.Column<string>(type: "text", nullable: true),
                    throttle_seconds = table.Column<int>(type: "integer", nullable: true),
                    silence_id = table.Column<long>(type: "bigint", nullable: true),
                    request_id = table.Column<long>(type: "bigint", nullable: true),
                    acknowledged_by = table.Column<string>(type: "text", nullable: true),
                    acknowledged_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    acknowledged_note = table.Column<string>(type: "text", nullable: true),
                    escalate_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    escalated_at_ms = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stage_crossing", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_target",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    format = table.Column<int>(type: "integer", nullable: false),
                    secret_protected = table.Column<string>(type: "text", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    allow_private = table.Column<bool>(type: "boolean", nullable: false),
                    created_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_target", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_created",
                table: "outbox",
                column: "created_at_ms");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_due",
                table: "outbox",
                column: "due_at_ms",
                filter: "state < 3");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_key",
                table: "outbox",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_crossing_crossing",
                table: "outbox_crossing",
                column: "crossing_id");

            migrationBuilder.CreateIndex(
                name: "ix_reservation_holding",
                table: "reservation",
                column: "account_id",
                filter: "state < 3");

            migrationBuilder.CreateIndex(
                name: "ix_reservation_public_id",
                table: "reservation",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stage_crossing_decided",
                table: "stage_crossing",
                column: "decided_at_ms");

            migrationBuilder.CreateIndex(
                name: "ix_stage_crossing_escalate",
                table: "stage_crossing",
                column: "escalate_at_ms",
                filter: "escalate_at_ms IS NOT NULL AND escalated_at_ms IS NULL AND acknowledged_at_ms IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_stage_crossing_key",
                table: "stage_crossing",
                columns: new[] { "account_id", "cycle_start", "stage_id", "crossing" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_target_name",
                table: "webhook_target",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mail_preference");

            migrationBuilder.DropTable(
                name: "mail_server");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "outbox_attempt");

            migrationBuilder.DropTable(
                name: "outbox_crossing");

            migrationBuilder.DropTable(
                name: "reservation");

            migrationBuilder.DropTable(
                name: "runbook_account");

            migrationBuilder.DropTable(
                name: "runbook_due");

            migrationBuilder.DropTable(
                name: "stage_crossing");

            migrationBuilder.DropTable(
                name: "webhook_target");
        }
    }
}
